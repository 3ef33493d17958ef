package continuity.registry;

import static org.awaitility.Awaitility.await;

import continuity.contracts.Topics;
import continuity.testkit.Backbone;
import continuity.testkit.KafkaProbe;
import io.restassured.path.json.JsonPath;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;

/** What the registry has told on Kafka about one instance. */
final class Told {

    private static final KafkaProbe PROBE = new KafkaProbe(Backbone.bootstrapServers());

    private Told() {}

    /** The messages about an instance, oldest first; one that was delivered twice counts once, as for any consumer. */
    static List<JsonPath> on(String topic, String instanceId) {
        var byId = new LinkedHashMap<String, JsonPath>();
        for (var record : PROBE.read(topic)) {
            if (instanceId.equals(record.key())) {
                var id = KafkaProbe.header(record, "ce_id").orElseThrow();
                byId.putIfAbsent(id, JsonPath.from(new String(record.value(), StandardCharsets.UTF_8)));
            }
        }
        return List.copyOf(byId.values());
    }

    /** The changes of an instance, oldest first. */
    static List<String> changes(String instanceId) {
        return on(Topics.INSTANCES, instanceId).stream()
                .map(message -> message.getString("change"))
                .toList();
    }

    static JsonPath last(String instanceId, String change) {
        return on(Topics.INSTANCES, instanceId).stream()
                .filter(message -> change.equals(message.getString("change")))
                .reduce((first, second) -> second)
                .orElseThrow();
    }

    static void awaitChange(String instanceId, String change) {
        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(200))
                .until(() -> changes(instanceId).contains(change));
    }
}
