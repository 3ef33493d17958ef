package continuity.resume.packet;

import continuity.resume.fold.Observation;
import continuity.resume.fold.Seen;
import org.jspecify.annotations.Nullable;

/**
 * Where the work is to go on; null where the caller did not say.
 *
 * @param git what git said there, to the very agent that goes on
 */
public record Destination(
        @Nullable String hostMachine,
        @Nullable String workingDirectory,
        @Nullable Seen<Observation> git) {

    /** Nobody has said. */
    public static final Destination UNKNOWN = new Destination(null, null, null);
}
