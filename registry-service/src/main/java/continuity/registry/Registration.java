package continuity.registry;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The body of a registration as it arrives, nothing checked yet; see {@link Intake}.
 *
 * @param hostMachine where the agent runs; absent means the machine that the token is bound to
 * @param clientSessionId the agent's own session id: registering it again reopens its instance
 * @param previousClientSessionId the agent's session that was cleared to begin this one; left out of the instance if
 *     nobody knows it
 * @param linkConfidence how sure that is, {@code high} or {@code low}
 */
record Registration(
        @Nullable String project,
        @Nullable String instanceType,
        @Nullable String hostMachine,
        @Nullable String client,
        @Nullable String clientSessionId,
        @Nullable String workingDirectory,
        @Nullable String parentInstanceId,
        @Nullable Map<String, @Nullable Object> initialContext,
        @Nullable String previousClientSessionId,
        @Nullable String linkConfidence) {

    static final Registration EMPTY = new Registration(null, null, null, null, null, null, null, null, null, null);
}
