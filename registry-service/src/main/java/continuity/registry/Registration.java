package continuity.registry;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The body of a registration as it arrives, nothing checked yet; see {@link Intake}.
 *
 * @param hostMachine where the agent runs; absent means the machine that the token is bound to
 * @param clientSessionId the agent's own session id: registering it again reopens its instance
 */
record Registration(
        @Nullable String project,
        @Nullable String instanceType,
        @Nullable String hostMachine,
        @Nullable String client,
        @Nullable String clientSessionId,
        @Nullable String workingDirectory,
        @Nullable String parentInstanceId,
        @Nullable Map<String, @Nullable Object> initialContext) {

    static final Registration EMPTY = new Registration(null, null, null, null, null, null, null, null);
}
