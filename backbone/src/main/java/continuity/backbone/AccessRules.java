package continuity.backbone;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/**
 * Who may do what in Kafka, as bindings of its authorizer. What is not here is denied to all but the super user.
 *
 * <p>Whoever may write to a topic may also be an idempotent producer, and whoever may write or read may ask where it
 * is: Kafka adds these by itself.
 */
final class AccessRules {

    private static final String ANY_HOST = "*";

    private AccessRules() {}

    /** The services that some topic names. */
    static Set<String> services(List<TopicDefinition> topics) {
        return topics.stream()
                .flatMap(topic -> Stream.of(topic.writers(), topic.readers()))
                .flatMap(Collection::stream)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** What the topics grant to their writers and readers, all of them together. */
    static Set<AclBinding> ofServices(List<TopicDefinition> topics) {
        return services(topics).stream()
                .flatMap(service -> Stream.of(
                                granted(
                                        service,
                                        AclOperation.WRITE,
                                        topics,
                                        topic -> topic.writers().contains(service)),
                                granted(
                                        service,
                                        AclOperation.READ,
                                        topics,
                                        topic -> topic.readers().contains(service)),
                                granted(
                                        service,
                                        AclOperation.DELETE,
                                        topics,
                                        topic -> topic.trimmers().contains(service)),
                                groupsOfReaders(service, topics),
                                groups(service))
                        .flatMap(bindings -> bindings))
                .collect(Collectors.toSet());
    }

    /** Reading everything but dead letters. */
    static Set<AclBinding> ofAnalytics(String user, List<TopicDefinition> topics) {
        return Stream.concat(granted(user, AclOperation.READ, topics, topic -> !topic.isDeadLetters()), groups(user))
                .collect(Collectors.toSet());
    }

    static String principal(String user) {
        return "User:" + user;
    }

    private static Stream<AclBinding> granted(
            String user, AclOperation operation, List<TopicDefinition> topics, Predicate<TopicDefinition> to) {
        return topics.stream()
                .filter(to)
                .map(topic -> binding(user, operation, ResourceType.TOPIC, topic.name(), PatternType.LITERAL));
    }

    /** What a topic's readers have behind them, for who deletes that. */
    private static Stream<AclBinding> groupsOfReaders(String trimmer, List<TopicDefinition> topics) {
        return topics.stream()
                .filter(topic -> topic.trimmers().contains(trimmer))
                .flatMap(topic -> topic.readers().stream())
                .map(reader ->
                        binding(trimmer, AclOperation.DESCRIBE, ResourceType.GROUP, reader, PatternType.LITERAL));
    }

    /** Its own name, or its name, a dot and more. No user's name has a dot, so nobody gets at another's group. */
    private static Stream<AclBinding> groups(String user) {
        return Stream.of(
                binding(user, AclOperation.READ, ResourceType.GROUP, user, PatternType.LITERAL),
                binding(user, AclOperation.READ, ResourceType.GROUP, user + ".", PatternType.PREFIXED));
    }

    private static AclBinding binding(
            String user, AclOperation operation, ResourceType type, String name, PatternType pattern) {
        return new AclBinding(
                new ResourcePattern(type, name, pattern),
                new AccessControlEntry(principal(user), ANY_HOST, operation, AclPermissionType.ALLOW));
    }
}
