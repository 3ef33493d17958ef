package continuity.commandlog.event;

import continuity.contracts.EventAppended;
import continuity.contracts.Uuid7;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** Histories that were made up. */
final class History {

    static final String INSTANCE = "odin-PS-8f4a2b";

    private static final Instant NOW = Instant.parse("2026-05-04T10:00:00Z");

    private History() {}

    /** Seeds for parameterised tests, always the same. */
    static LongStream seeds(int count) {
        return new Random(39).longs(count);
    }

    static EventAppended event(long sequence, String type, Map<String, Object> data, @Nullable EventAppended parent) {
        var id = Uuid7.derive(NOW.plusSeconds(sequence), "event " + sequence);
        return new EventAppended(
                id,
                INSTANCE,
                "odin",
                1,
                type,
                sequence,
                data,
                Map.of(),
                parent == null ? null : parent.eventId(),
                parent == null ? id : parent.rootEventId(),
                parent == null ? 0 : parent.depth() + 1,
                null,
                NOW.plusSeconds(sequence));
    }

    static EventAppended said(long sequence, @Nullable EventAppended parent) {
        return event(sequence, "user_message", Map.of("text", "hello"), parent);
    }

    /** Each event is a root or hangs under any earlier one. */
    static List<EventAppended> forest(Random random, int size) {
        var reach = 1 + random.nextInt(size);
        var forest = new ArrayList<EventAppended>();
        for (int i = 0; i < size; i++) {
            var isRoot = i == 0 || random.nextInt(50) == 0;
            var parent = isRoot ? null : forest.get(Math.max(0, i - 1 - random.nextInt(reach)));
            forest.add(said(i + 1, parent));
        }
        return forest;
    }

    /** What a store with this history would answer. */
    static Lineage.Children childrenIn(List<EventAppended> history) {
        return childrenIn(history, 0);
    }

    /** @param size of each event, in characters */
    static Lineage.Children childrenIn(List<EventAppended> history, long size) {
        return (parents, atMost) -> {
            var children = history.stream()
                    .filter(event -> event.parentEventId() != null && parents.contains(event.parentEventId()))
                    .toList();
            var some = children.subList(0, Math.min(atMost, children.size()));
            return new Slice(some, children.size() > atMost, some.size() * size);
        };
    }

    /** The event itself, then its causes, the nearest first. */
    static List<EventAppended> upwards(List<EventAppended> history, EventAppended event) {
        var upwards = new ArrayList<EventAppended>();
        for (UUID next = event.eventId(); next != null; next = upwards.getLast().parentEventId()) {
            var id = next;
            upwards.add(history.stream()
                    .filter(known -> known.eventId().equals(id))
                    .findFirst()
                    .orElseThrow());
        }
        return upwards;
    }
}
