package continuity.bench.resume.desk;

import java.util.List;
import java.util.OptionalInt;

/**
 * A story as it went.
 *
 * @param kind of story: {@code bug hunt}
 * @param steps from the beginning
 * @param successor the session that is to go on with the work after somebody else's hands were at it; empty if nobody's
 *     were
 */
public record Played(String kind, String name, List<Step> steps, OptionalInt successor) {

    /** Nobody else's were. */
    public Played(String kind, String name, List<Step> steps) {
        this(kind, name, steps, OptionalInt.empty());
    }

    public Played {
        steps = List.copyOf(steps);
    }

    @Override
    public String toString() {
        return kind + ": " + name;
    }
}
