package continuity.kit.outbox;

import java.util.Map;

/**
 * A wish to tell others about a row.
 *
 * @param pointer which row to load when it is told
 * @param detail facts of the change that the row does not keep
 */
public record OutboxEntry(long id, String topic, String key, String pointer, Map<String, Object> detail) {}
