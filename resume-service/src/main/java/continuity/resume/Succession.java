package continuity.resume;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * What the registry is told when an instance's work goes on in another one. The successor is the instance of that
 * client session, if there is one, else a new one.
 *
 * @param generation of the old instance as it was seen
 * @param revision of the old instance as it was seen on its topic; null if the registry was asked
 * @param checkpointId what the successor starts from; {@code context:<old id>} when there is no checkpoint
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Succession(
        int generation,
        @Nullable Long revision,
        @Nullable String client,
        @Nullable String clientSessionId,
        @Nullable String hostMachine,
        @Nullable String workingDirectory,
        String checkpointId,
        @Nullable Integer contextPercent,
        String reason) {}
