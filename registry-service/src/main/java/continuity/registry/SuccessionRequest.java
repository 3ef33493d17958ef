package continuity.registry;

import org.jspecify.annotations.Nullable;

/**
 * The body of a request to continue an instance's work, nothing checked yet; see {@link Intake}.
 *
 * @param generation of the instance, as the caller saw it
 * @param revision of the instance, as {@code continuity.instances} tells it; if given, any change since then refuses
 * @param successorInstanceId an instance that continues the work; absent means the one of that client session, or else
 *     a new one
 * @param checkpointId what the successor starts from; told to others, not stored here
 */
record SuccessionRequest(
        @Nullable Integer generation,
        @Nullable Long revision,
        @Nullable String successorInstanceId,
        @Nullable String client,
        @Nullable String clientSessionId,
        @Nullable String hostMachine,
        @Nullable String workingDirectory,
        @Nullable String instanceType,
        @Nullable String checkpointId,
        @Nullable Integer contextPercent,
        @Nullable String reason) {

    static final SuccessionRequest EMPTY =
            new SuccessionRequest(null, null, null, null, null, null, null, null, null, null, null);
}
