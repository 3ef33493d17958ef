package continuity.checkpoint;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Why a checkpoint is kept: the context window fills up, an epic is done, or somebody wanted one. */
enum CheckpointType {
    CONTEXT_WINDOW,
    EPIC_COMPLETION,
    MANUAL;

    /** The name on the wire and in the database, lower case. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The type with that name on the wire, which is lower case only. */
    static Optional<CheckpointType> of(String wireName) {
        return Arrays.stream(values())
                .filter(type -> type.toString().equals(wireName))
                .findFirst();
    }
}
