package continuity.registry;

import continuity.contracts.InstanceType;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.jspecify.annotations.Nullable;

/**
 * What a registration asks for, checked and free of secrets.
 *
 * @param initialContext a JSON object as text, null for none
 */
@RegisterForReflection
record NewInstance(
        String project,
        InstanceType instanceType,
        @Nullable String hostMachine,
        @Nullable String client,
        @Nullable String clientSessionId,
        @Nullable String workingDirectory,
        @Nullable String parentInstanceId,
        @Nullable String initialContext) {}
