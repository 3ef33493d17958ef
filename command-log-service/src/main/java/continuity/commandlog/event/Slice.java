package continuity.commandlog.event;

import continuity.contracts.EventAppended;
import java.util.List;

/**
 * As many events as were asked for, or as may be in memory at once.
 *
 * @param hasMore whether further ones follow
 * @param characters of JSON that the events have
 */
record Slice(List<EventAppended> events, boolean hasMore, long characters) {}
