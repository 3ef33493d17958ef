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
 * @param hostMachine of a new successor
 * @param instanceType of a new successor; null for the predecessor's
 * @param resumption what the successor starts from
 */
record Claim(
        String subject,
        @Nullable String idempotencyKey,
        int generation,
        @Nullable String successorInstanceId,
        @Nullable String client,
        @Nullable String clientSessionId,
        @Nullable String hostMachine,
        @Nullable String workingDirectory,
        @Nullable InstanceType instanceType,
        Resumption resumption) {

    /** Facts that are told to others and not stored here. */
    record Resumption(
            @Nullable String checkpointId,
            @Nullable Integer contextPercent,
            @Nullable String reason) {}

    /** Who claims, as it is remembered for a repeat; null when a repeat is recognised by its successor alone. */
    @Nullable
    String claimant() {
        return idempotencyKey == null ? null : subject + " " + idempotencyKey;
    }

    /** Whether {@code claimedBy} is this very request. */
    boolean isBy(@Nullable String claimedBy) {
        return claimedBy != null && claimedBy.equals(claimant());
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
                null);
    }
}
