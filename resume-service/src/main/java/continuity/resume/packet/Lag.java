package continuity.resume.packet;

import java.util.ArrayList;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How far the state may be behind what was recorded.
 *
 * @param words the same for people
 * @param unreadRecords of the instance's partitions, which it shares with other sessions; null when not known
 * @param newestEvent number of the newest event that was recorded, 0 for none; null when not known
 * @param newestReadEvent number of the newest event that the state contains, 0 for none
 */
public record Lag(
        State state,
        String words,
        @Nullable Long unreadRecords,
        @Nullable Long newestEvent,
        long newestReadEvent) {

    /** What is known of it. */
    public enum State {
        /** All that was recorded is in the state. */
        NONE,
        LAGGING,
        /** Somebody who had to be asked did not answer. */
        NOT_CHECKED;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public static Lag of(@Nullable Long unreadRecords, @Nullable Long newestEvent, long newestReadEvent) {
        var behind = new ArrayList<String>();
        if (unreadRecords != null && unreadRecords > 0) {
            behind.add(Counts.of(unreadRecords, "record") + (unreadRecords == 1 ? " is" : " are") + " not read yet");
        }
        if (newestEvent != null && newestEvent > newestReadEvent) {
            behind.add(
                    "the newest event is %d, the newest that was read is %d".formatted(newestEvent, newestReadEvent));
        }
        if (!behind.isEmpty()) {
            return new Lag(State.LAGGING, String.join("; ", behind), unreadRecords, newestEvent, newestReadEvent);
        }
        if (unreadRecords == null || newestEvent == null) {
            var silent = unreadRecords == null ? "Kafka did not answer" : "the command log did not answer";
            return new Lag(
                    State.NOT_CHECKED,
                    "whether all records are read: " + silent,
                    unreadRecords,
                    newestEvent,
                    newestReadEvent);
        }
        return new Lag(State.NONE, "all records are read", unreadRecords, newestEvent, newestReadEvent);
    }
}
