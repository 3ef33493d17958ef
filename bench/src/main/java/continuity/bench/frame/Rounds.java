package continuity.bench.frame;

import java.util.ArrayList;
import java.util.List;

/** Repeats what is measured: once to warm up, then as often as it counts. */
public final class Rounds {

    private Rounds() {}

    /** One round. */
    @FunctionalInterface
    public interface Round<T> {
        T run() throws Exception;
    }

    /** @return what the counted rounds gave, in their order */
    public static <T> List<T> warm(int count, Round<T> round) throws Exception {
        round.run();
        return of(count, round);
    }

    /** For a round that is too long to need a warm-up. */
    public static <T> List<T> of(int count, Round<T> round) throws Exception {
        var results = new ArrayList<T>();
        for (int i = 0; i < count; i++) {
            results.add(round.run());
        }
        return results;
    }
}
