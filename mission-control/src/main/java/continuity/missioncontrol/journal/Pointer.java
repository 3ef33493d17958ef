package continuity.missioncontrol.journal;

import java.util.Comparator;

/**
 * Where a record stands.
 *
 * @param segment number of its file
 * @param offset of its header, in bytes
 * @param length of the record without header, in bytes
 */
public record Pointer(long segment, int offset, int length) implements Comparable<Pointer> {

    private static final Comparator<Pointer> IN_ORDER_OF_WRITING =
            Comparator.comparingLong(Pointer::segment).thenComparingInt(Pointer::offset);

    @Override
    public int compareTo(Pointer other) {
        return IN_ORDER_OF_WRITING.compare(this, other);
    }
}
