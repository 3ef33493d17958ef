package continuity.resume.fold;

import java.time.Instant;
import java.util.Comparator;

/**
 * Where a record stands among all records: a total order.
 *
 * @param at server time
 * @param id the record's own id, which decides between records of the same instant
 */
public record Stamp(Instant at, String id) implements Comparable<Stamp> {

    private static final Comparator<Stamp> ORDER =
            Comparator.comparing(Stamp::at).thenComparing(Stamp::id);

    @Override
    public int compareTo(Stamp other) {
        return ORDER.compare(this, other);
    }

    boolean after(Stamp other) {
        return compareTo(other) > 0;
    }

    /** Neither of the two counts. */
    boolean isBetween(Stamp from, Stamp to) {
        return after(from) && to.after(this);
    }
}
