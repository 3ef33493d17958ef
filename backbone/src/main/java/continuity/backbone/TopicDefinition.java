package continuity.backbone;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * One topic as {@code deploy/kafka/topics.json} wants it on a single broker.
 *
 * @param name of the topic; {@code <name>.dlq} holds its dead letters
 * @param partitions how many, fixed for the life of the topic
 * @param config Kafka topic settings that differ from the broker's own
 * @param writers the Kafka users that may write to it
 * @param readers the Kafka users that may read it
 * @param trimmers the Kafka users that may delete its oldest records
 */
public record TopicDefinition(
        String name,
        int partitions,
        Map<String, String> config,
        Set<String> writers,
        Set<String> readers,
        Set<String> trimmers) {

    private static final String DEAD_LETTERS = ".dlq";

    public TopicDefinition {
        config = Map.copyOf(config);
        writers = Set.copyOf(writers);
        readers = Set.copyOf(readers);
        trimmers = Set.copyOf(trimmers);
    }

    /** Every topic, each followed by its dead-letter topic. */
    public static List<TopicDefinition> all() {
        try {
            return of(new JsonMapper().readTree(Deployment.read("kafka/topics.json")));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("deploy/kafka/topics.json is not valid JSON", e);
        }
    }

    private static List<TopicDefinition> of(JsonNode file) {
        var local = file.required("layouts").required("local");
        var deadLetters = file.required("dead_letters");
        var all = new ArrayList<TopicDefinition>();
        for (var topic : file.required("topics")) {
            var name = topic.required("name").textValue();
            var readers = users(topic.required("readers"));
            var lookers = users(topic.required("watchers"));
            lookers.addAll(readers);
            all.add(new TopicDefinition(
                    name,
                    local.required("partitions").intValue(),
                    config(local, topic),
                    users(topic.required("writers")),
                    lookers,
                    users(topic.path("trimmers"))));
            all.add(new TopicDefinition(
                    name + DEAD_LETTERS,
                    deadLetters.required("partitions").intValue(),
                    config(local, deadLetters),
                    readers,
                    Set.of(),
                    Set.of()));
        }
        return List.copyOf(all);
    }

    /** Whether it holds what readers of another topic could not work in. */
    boolean isDeadLetters() {
        return name.endsWith(DEAD_LETTERS);
    }

    private static Set<String> users(JsonNode names) {
        var users = new TreeSet<String>();
        names.forEach(name -> users.add(name.textValue()));
        return users;
    }

    private static Map<String, String> config(JsonNode layout, JsonNode topic) {
        var config = new TreeMap<String, String>();
        put(config, layout.required("config"));
        if (topic.required("durable").booleanValue()) {
            put(config, layout.required("durable_config"));
        }
        put(config, topic.required("config"));
        return config;
    }

    private static void put(Map<String, String> config, JsonNode settings) {
        settings.properties()
                .forEach(setting ->
                        config.put(setting.getKey(), setting.getValue().textValue()));
    }
}
