package continuity.contracts;

import java.util.List;

/** The Kafka topics. Partitions, retention and replication stand in {@code deploy/kafka/topics.json}. */
public final class Topics {

    public static final String INSTANCES = "continuity.instances";
    public static final String HEARTBEATS = "continuity.heartbeats";
    public static final String COMMANDS = "continuity.commands";
    public static final String EVENTS = "continuity.events";
    public static final String CHECKPOINTS = "continuity.checkpoints";

    /** Every topic that a service publishes to. */
    public static final List<String> ALL = List.of(INSTANCES, HEARTBEATS, COMMANDS, EVENTS, CHECKPOINTS);

    private Topics() {}

    /** Where a record of {@code topic} goes that no reader can understand or store, with the reason in a header. */
    public static String deadLetters(String topic) {
        return topic + ".dlq";
    }
}
