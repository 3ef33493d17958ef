package continuity.bench.frame;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One thing that was measured.
 *
 * @param name as in {@code POST /commands, p95}
 * @param unit {@code ms}, {@code 1/s}, {@code MB/s}, {@code bytes}, {@code %}
 * @param rounds what each round gave, in their order; at least one
 * @param floor measured in the same rounds; null if there is none
 */
public record Figure(
        String name,
        String unit,
        List<Double> rounds,
        @Nullable Floor floor) {

    /**
     * The least that the same work takes on this machine.
     *
     * @param name as in {@code bare producer, acks=all}
     * @param rounds as in the figure, in its unit
     */
    public record Floor(String name, List<Double> rounds) {

        public Floor {
            rounds = List.copyOf(rounds);
        }

        public double median() {
            return Figure.median(rounds);
        }
    }

    public Figure {
        rounds = List.copyOf(rounds);
        if (rounds.isEmpty()) {
            throw new IllegalArgumentException(name + " was measured in no round");
        }
    }

    public double median() {
        return median(rounds);
    }

    /** The figure in floors: times of twice the floor, and rates of half of it, are both 2. Null without a floor. */
    public @Nullable Double timesTheFloor() {
        if (floor == null || floor.median() == 0 || median() == 0) {
            return null;
        }
        return isRate() ? floor.median() / median() : median() / floor.median();
    }

    private boolean isRate() {
        return unit.endsWith("/s");
    }

    private static double median(List<Double> values) {
        var sorted = values.stream().sorted().toList();
        var middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
