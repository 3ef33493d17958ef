package continuity.commandlog.event;

import continuity.contracts.EventAppended;
import java.util.List;

/**
 * The newest events of an instance.
 *
 * @param events oldest first
 * @param count how many these are
 */
public record LatestEvents(String instanceId, List<EventAppended> events, int count) {}
