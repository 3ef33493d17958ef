package continuity.sanitizer;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Tells by two characters what may begin at a place, so that most places cost no more than a look at these. */
final class Beginnings<T> {

    private static final int ASCII = 128;

    private final boolean[] known = new boolean[ASCII * ASCII];
    private final List<List<T>> table = new ArrayList<>(ASCII * ASCII);

    /** @param prefix of one ASCII character or more, with which an item begins */
    Beginnings(List<T> items, Function<T, String> prefix) {
        for (char first = 0; first < ASCII; first++) {
            for (char second = 0; second < ASCII; second++) {
                var beginning = "" + first + second;
                var here = items.stream()
                        .filter(item -> beginning.startsWith(prefix.apply(item))
                                || prefix.apply(item).startsWith(beginning))
                        .toList();
                known[table.size()] = !here.isEmpty();
                table.add(here);
            }
        }
    }

    boolean has(char first, char second) {
        return first < ASCII && second < ASCII && known[first * ASCII + second];
    }

    /** What may begin with these two characters, in the order given; the caller compares the rest. */
    List<T> with(char first, char second) {
        return has(first, second) ? table.get(first * ASCII + second) : List.of();
    }
}
