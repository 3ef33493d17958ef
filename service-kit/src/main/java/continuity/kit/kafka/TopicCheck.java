package continuity.kit.kafka;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Looks at the topics that the service names as its own ({@code continuity.topics}), while it starts: each must be
 * there, and all must have as many partitions, so that records of one key meet in one consumer. What is wrong is
 * logged; the service starts all the same, for the topics may come later.
 */
@ApplicationScoped
class TopicCheck {

    private static final Logger LOG = Logger.getLogger(TopicCheck.class);

    private final MessagePublisher publisher;
    private final List<String> topics;

    @Inject
    TopicCheck(MessagePublisher publisher, @ConfigProperty(name = "continuity.topics") List<String> topics) {
        this.publisher = publisher;
        this.topics = topics;
    }

    void start(@Observes StartupEvent event) {
        Thread.ofVirtual().name("topic-check").start(this::run);
    }

    void run() {
        var partitions = new TreeMap<String, Integer>();
        for (var topic : topics) {
            publisher
                    .partitions(topic)
                    .ifPresentOrElse(
                            count -> partitions.put(topic, count),
                            () -> LOG.warnf(
                                    "topic %s cannot be used; deploy/kafka/topics.json says what it must be", topic));
        }
        if (Set.copyOf(partitions.values()).size() > 1) {
            LOG.errorf(
                    "the topics differ in their partitions, %s; deploy/kafka/topics.json says how many there must be",
                    partitions);
        }
    }
}
