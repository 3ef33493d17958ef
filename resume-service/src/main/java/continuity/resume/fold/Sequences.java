package continuity.resume.fold;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which event sequence numbers of one instance have been seen. The event store numbers without gaps, so in calm water
 * this is a single range; a hole is an event that has not arrived.
 *
 * @param ranges ascending, neither overlapping nor touching
 */
public record Sequences(List<Range> ranges) {

    static final Sequences NONE = new Sequences(List.of());

    /** From {@code from} to {@code to}, both included. */
    public record Range(long from, long to) {}

    public Sequences {
        var merged = new ArrayList<Range>();
        ranges.stream().sorted(Comparator.comparingLong(Range::from)).forEachOrdered(range -> {
            if (merged.isEmpty() || range.from() > merged.getLast().to() + 1) {
                merged.add(range);
            } else {
                var last = merged.removeLast();
                merged.add(new Range(last.from(), Math.max(last.to(), range.to())));
            }
        });
        ranges = List.copyOf(merged);
    }

    static Sequences of(long sequence) {
        return new Sequences(List.of(new Range(sequence, sequence)));
    }

    Sequences join(Sequences other) {
        return new Sequences(
                Stream.concat(ranges.stream(), other.ranges.stream()).toList());
    }

    /** The highest number seen, 0 for none. */
    public long last() {
        return ranges.isEmpty() ? 0 : ranges.getLast().to();
    }

    /** How many numbers are missing between the lowest and the highest seen. */
    public long missing() {
        var missing = 0L;
        for (int i = 1; i < ranges.size(); i++) {
            missing += ranges.get(i).from() - ranges.get(i - 1).to() - 1;
        }
        return missing;
    }

    /** Whether every event since the registration, which is number 1, has been seen. */
    public boolean complete() {
        return ranges.size() == 1 && ranges.getFirst().from() == 1;
    }
}
