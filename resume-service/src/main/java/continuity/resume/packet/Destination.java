package continuity.resume.packet;

import org.jspecify.annotations.Nullable;

/** Where the work is to go on; null where the caller did not say. */
public record Destination(
        @Nullable String hostMachine, @Nullable String workingDirectory) {

    /** Nobody has said. */
    public static final Destination UNKNOWN = new Destination(null, null);
}
