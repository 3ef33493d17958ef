package continuity.kit.kafka;

import java.util.Locale;

/**
 * A message on its way to Kafka.
 *
 * @param key instance id; records of one key stay in order
 * @param id CloudEvents id; the same record always has the same one
 * @param payload a record of the contracts
 */
public record OutgoingMessage(String topic, String key, String id, Object payload) {

    /** CloudEvents type, {@code continuity.command_logged}. */
    String type() {
        var name = payload.getClass().getSimpleName().replaceAll("(?<=.)(?=[A-Z])", "_");
        return "continuity." + name.toLowerCase(Locale.ROOT);
    }
}
