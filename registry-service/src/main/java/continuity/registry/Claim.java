package continuity.registry;

import continuity.contracts.Instance;
import continuity.contracts.InstanceType;
import org.jspecify.annotations.Nullable;

/**
 * A wish to continue an instance's work, checked and free of secrets.
 *
 * @param subject who asks
 * @param idempotencyKey lets a caller without instance or client session repeat its request
 * @param generation of the instance, as the caller saw it
 * @param revision of the instance, as the caller saw it; null if changes since then do not matter
 * @param hostMachine of a new successor
 * @param instanceType of a new successor; null for the predecessor's
 * @param resumption what the successor starts from
 */
record Claim(
        String subject,
        @Nullable String idempotencyKey,
        int generation,
        @Nullable Long revision,
        @Nullable String successorInstanceId,
        @Nullable String client,
        @Nullable String clientSessionId,
        @Nullable String hostMachine,
        @Nullable String workingDirectory,
        @Nullable InstanceType instanceType,
        Resumption resumption) {

    private static final String KEY_SEPARATOR = "\n";

    /** Facts that are told to others and not stored here. */
    record Resumption(
            @Nullable String checkpointId,
            @Nullable Integer contextPercent,
            @Nullable String reason) {}

    /** Who claims, and with which key, as it is remembered for a repeat; no key holds a line break. */
    String claimant() {
        return idempotencyKey == null ? subject : subject + KEY_SEPARATOR + idempotencyKey;
    }

    /**
     * Whether this repeats the claim that {@code successor} won: the same caller with the same key, the same caller
     * that names the successor, or the successor's own client session.
     *
     * @param claimedBy the winner's {@link #claimant()}; null while it is unknown
     * @param ownInstance the instance that this claim names, by its id or its client session; null for none
     */
    boolean repeats(String successor, @Nullable String claimedBy, @Nullable String ownInstance) {
        if (idempotencyKey != null && claimant().equals(claimedBy)) {
            return true;
        }
        return successor.equals(ownInstance) && (successorInstanceId == null || isOfSubject(claimedBy));
    }

    private boolean isOfSubject(@Nullable String claimedBy) {
        return claimedBy != null && (claimedBy.equals(subject) || claimedBy.startsWith(subject + KEY_SEPARATOR));
    }

    /** The instance to register when the caller has none yet. */
    NewInstance successorOf(Instance predecessor) {
        return new NewInstance(
                predecessor.project(),
                instanceType == null ? predecessor.instanceType() : instanceType,
                hostMachine,
                client,
                clientSessionId,
                workingDirectory,
                null,
                null,
                null);
    }
}
