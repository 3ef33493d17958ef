package continuity.commandlog.event;

/**
 * The shape of an instance's causes.
 *
 * @param roots events without a cause
 * @param maxDepth most causes above an event
 * @param parents events from which others followed
 * @param averageChildren of those that have any, 0 if none has
 * @param orphans events whose cause is not in the store any more
 */
public record LineageStats(
        String instanceId, long events, long roots, int maxDepth, long parents, double averageChildren, long orphans) {}
