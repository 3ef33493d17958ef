package continuity.registry;

import com.fasterxml.jackson.annotation.JsonInclude;
import continuity.contracts.InstanceType;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.jspecify.annotations.Nullable;

/**
 * What a registration asks for, checked and free of secrets.
 *
 * @param initialContext a JSON object as text, null for none
 * @param previous null for none, and left out of the JSON then, so that a repeat from before it was known has the same
 *     hash
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
        @Nullable String initialContext,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Previous previous) {

    /**
     * The session that was cleared to begin this one.
     *
     * @param confidence high or low
     */
    @RegisterForReflection
    record Previous(String clientSessionId, String confidence) {}
}
