package continuity.registry.transcripts;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;

/**
 * Where an instance's conversation is written down.
 *
 * @param path on the machine where the agent runs
 * @param clientSessionId the client's own id of the conversation
 */
@RegisterForReflection
public record Transcript(String instanceId, String path, String clientSessionId, Instant linkedAt) {}
