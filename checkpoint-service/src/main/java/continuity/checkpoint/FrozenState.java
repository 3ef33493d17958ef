package continuity.checkpoint;

import continuity.contracts.WorkState;
import java.nio.charset.StandardCharsets;

/**
 * A work state as it will be stored: a JSON text that is free of secrets and is never formatted again.
 *
 * @param json the sender's own text, byte by byte, unless something had to be taken out of it
 * @param schemaVersion as the document says, {@value WorkState#SCHEMA_VERSION} if it says nothing
 * @param coveredEventSequence the document's {@code last_event_sequence}, 0 for none
 * @param readable what we understand of it; parts in an unknown shape are empty here, though not in {@code json}
 */
record FrozenState(String json, int schemaVersion, long coveredEventSequence, WorkState readable) {

    long sizeBytes() {
        return json.getBytes(StandardCharsets.UTF_8).length;
    }
}
