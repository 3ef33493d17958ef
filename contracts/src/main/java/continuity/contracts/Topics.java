package continuity.contracts;

/** The Kafka topics. Partitions, retention and replication stand in {@code deploy/kafka/topics.json}. */
public final class Topics {

    public static final String INSTANCES = "continuity.instances";
    public static final String HEARTBEATS = "continuity.heartbeats";
    public static final String COMMANDS = "continuity.commands";
    public static final String EVENTS = "continuity.events";
    public static final String CHECKPOINTS = "continuity.checkpoints";
    public static final String MACHINES = "continuity.machines";
    public static final String TOKENS = "continuity.tokens";

    private Topics() {}

    /** Where a record of {@code topic} goes that no reader can understand or store, with the reason in a header. */
    public static String deadLetters(String topic) {
        return topic + ".dlq";
    }
}
