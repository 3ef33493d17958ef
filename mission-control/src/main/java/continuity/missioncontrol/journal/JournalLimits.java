package continuity.missioncontrol.journal;

/**
 * How large the journal may become, in bytes.
 *
 * @param segmentBytes a segment that has reached this size is followed by a new one
 * @param totalBytes all segments together
 */
public record JournalLimits(int segmentBytes, long totalBytes) {

    /** Longest record, in bytes: the edge reduces every hook to far less. */
    public static final int MAX_RECORD_BYTES = 1 << 20;

    public JournalLimits {
        if (segmentBytes < 1 || totalBytes < segmentBytes) {
            throw new IllegalArgumentException(
                    "segments of " + segmentBytes + " bytes do not fit into " + totalBytes + " bytes");
        }
    }
}
