package continuity.commandlog.event;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import continuity.commandlog.ListQuery;
import continuity.contracts.EventAppended;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event and what followed from it, level by level.
 *
 * @param maxDepth number of levels below the event that were asked for
 * @param count events in the tree: at most {@value #MAX_COUNT}, and as many as may be in memory at once
 * @param truncated whether more followed, deeper or further on
 */
public record Lineage(UUID eventId, String instanceId, int maxDepth, int count, boolean truncated, Node tree) {

    /** Most events of a tree. */
    static final int MAX_COUNT = 1000;

    static final int DEFAULT_DEPTH = 10;
    static final int MAX_DEPTH = 50;

    /** @param children ascending by sequence */
    public record Node(@JsonUnwrapped EventAppended event, List<Node> children) {}

    /** Finds what followed directly from any of some events, ascending by sequence, and whether there is more. */
    @FunctionalInterface
    interface Children {
        Slice of(List<UUID> parents, int atMost);
    }

    /** Number of levels as a parameter tells it; more than {@link #MAX_DEPTH} is answered with that many. */
    static int depth(@Nullable String maxDepth) {
        return (int) ListQuery.number("max_depth", maxDepth, 0, DEFAULT_DEPTH, MAX_DEPTH);
    }

    /** The upper levels are complete before a lower one begins, and within a level the earlier events come first. */
    static Lineage of(EventAppended top, int maxDepth, Children children) {
        var byParent = new HashMap<UUID, List<EventAppended>>();
        var level = List.of(top);
        var count = 1;
        var characters = 0L;
        var truncated = false;
        for (int depth = 1; !level.isEmpty() && !truncated; depth++) {
            var isFull = depth > maxDepth || characters > EventHistoryStore.MAX_CHARACTERS;
            var room = isFull ? 0 : MAX_COUNT - count;
            var below = children.of(level.stream().map(EventAppended::eventId).toList(), room);
            level = below.events();
            count += level.size();
            characters += below.characters();
            truncated = below.hasMore();
            for (var event : level) {
                byParent.computeIfAbsent(event.parentEventId(), _ -> new ArrayList<>())
                        .add(event);
            }
        }
        return new Lineage(top.eventId(), top.instanceId(), maxDepth, count, truncated, node(top, byParent));
    }

    private static Node node(EventAppended event, Map<UUID, List<EventAppended>> byParent) {
        var children = byParent.getOrDefault(event.eventId(), List.of());
        return new Node(
                event, children.stream().map(child -> node(child, byParent)).toList());
    }
}
