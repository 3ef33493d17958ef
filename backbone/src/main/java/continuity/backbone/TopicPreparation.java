package continuity.backbone;

import static java.util.Objects.requireNonNull;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.jspecify.annotations.Nullable;

/** Makes the topics what {@code deploy/kafka/topics.json} says. Topics that it does not name stay as they are. */
final class TopicPreparation {

    private static final Logger LOG = Logger.getLogger(TopicPreparation.class.getName());

    private final Admin admin;

    TopicPreparation(Admin admin) {
        this.admin = admin;
    }

    /** Creates topics that are missing and corrects settings that differ; a partition count that differs is logged. */
    void run() {
        var names = Awaited.result(admin.listTopics().names());
        var existing = TopicDefinition.all().stream()
                .collect(Collectors.partitioningBy(topic -> names.contains(topic.name())));
        create(existing.getOrDefault(false, List.of()));
        compare(existing.getOrDefault(true, List.of()));
    }

    private void create(List<TopicDefinition> topics) {
        Awaited.result(admin.createTopics(topics.stream()
                        .map(topic -> new NewTopic(topic.name(), topic.partitions(), (short) 1).configs(topic.config()))
                        .toList())
                .all());
    }

    private void compare(List<TopicDefinition> topics) {
        var names = topics.stream().map(TopicDefinition::name).toList();
        var described = admin.describeTopics(names).allTopicNames();
        var configured = admin.describeConfigs(
                        names.stream().map(TopicPreparation::resource).toList())
                .all();
        var corrections = new HashMap<ConfigResource, Collection<AlterConfigOp>>();
        for (var topic : topics) {
            var resource = resource(topic.name());
            comparePartitions(topic, requireNonNull(Awaited.result(described).get(topic.name())));
            var present = requireNonNull(Awaited.result(configured).get(resource));
            var changes = corrections(topic.config(), ownSettings(present));
            if (!changes.isEmpty()) {
                var settings = changes.stream()
                        .map(change -> change.configEntry().name())
                        .toList();
                LOG.log(Level.WARNING, "{0} gets back what is defined: {1}", new Object[] {topic.name(), settings});
                corrections.put(resource, changes);
            }
        }
        Awaited.result(admin.incrementalAlterConfigs(corrections).all());
    }

    private static void comparePartitions(TopicDefinition topic, TopicDescription present) {
        var count = present.partitions().size();
        if (count != topic.partitions()) {
            LOG.log(
                    Level.SEVERE,
                    "{0} has {1} partitions instead of {2}: records of one key may lie in two of them, out of order",
                    new Object[] {topic.name(), count, topic.partitions()});
        }
    }

    private static List<AlterConfigOp> corrections(Map<String, String> wanted, Map<String, String> present) {
        var differing = wanted.entrySet().stream()
                .filter(setting -> !setting.getValue().equals(present.get(setting.getKey())))
                .map(setting -> change(setting.getKey(), setting.getValue(), OpType.SET));
        var foreign = present.keySet().stream()
                .filter(name -> !wanted.containsKey(name))
                .map(name -> change(name, null, OpType.DELETE));
        return Stream.concat(differing, foreign).toList();
    }

    private static AlterConfigOp change(String name, @Nullable String value, OpType type) {
        return new AlterConfigOp(new ConfigEntry(name, value), type);
    }

    /** Without those that the topic has from the broker. */
    private static Map<String, String> ownSettings(Config config) {
        return config.entries().stream()
                .filter(entry -> entry.source() == ConfigEntry.ConfigSource.DYNAMIC_TOPIC_CONFIG)
                .collect(Collectors.toMap(ConfigEntry::name, ConfigEntry::value));
    }

    private static ConfigResource resource(String topic) {
        return new ConfigResource(ConfigResource.Type.TOPIC, topic);
    }
}
