package continuity.bench.resume.desk;

import java.util.List;

/**
 * A story as it went.
 *
 * @param kind of story: {@code bug hunt}
 * @param steps from the beginning
 */
public record Played(String kind, String name, List<Step> steps) {

    public Played {
        steps = List.copyOf(steps);
    }

    @Override
    public String toString() {
        return kind + ": " + name;
    }
}
