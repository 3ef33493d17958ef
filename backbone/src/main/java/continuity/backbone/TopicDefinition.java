package continuity.backbone;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One topic as {@code deploy/kafka/topics.json} wants it on a single broker.
 *
 * @param name of the topic; {@code <name>.dlq} holds its dead letters
 * @param partitions how many, fixed for the life of the topic
 * @param config Kafka topic settings that differ from the broker's own
 */
public record TopicDefinition(String name, int partitions, Map<String, String> config) {

    public TopicDefinition {
        config = Map.copyOf(config);
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
            all.add(new TopicDefinition(name, local.required("partitions").intValue(), config(local, topic)));
            all.add(new TopicDefinition(
                    name + deadLetters.required("suffix").textValue(),
                    deadLetters.required("partitions").intValue(),
                    config(local, deadLetters)));
        }
        return List.copyOf(all);
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
