package continuity.kit.security;

import com.fasterxml.jackson.databind.ObjectMapper;
import continuity.contracts.TokenChanged;
import continuity.contracts.Topics;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * The ids of the tokens that were revoked and have not expired, as {@link Topics#TOKENS} tells them.
 *
 * <p>Every process reads the whole topic by itself, from the beginning, without a consumer group, and then waits for
 * more. While Kafka is away nothing is learnt and nothing is forgotten; a process that starts meanwhile knows of no
 * revocation until Kafka is back, and says so in its log.
 */
@ApplicationScoped
public class RevokedTokens {

    private static final Logger LOG = Logger.getLogger(RevokedTokens.class);

    /** How long the broker may hold the question for more back; what arrives is answered at once all the same. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    private static final Duration BEFORE_ANOTHER_TRY = Duration.ofSeconds(1);

    /** Clocks differ, and a token counts a little beyond its end. */
    private static final Duration KEPT_BEYOND_EXPIRY = Duration.ofMinutes(10);

    private final Map<String, Object> settings;
    private final ObjectMapper json;
    private final Map<String, Instant> expiries = new ConcurrentHashMap<>();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile Runnable wakeUp = () -> {};
    private boolean complained; // by the reading thread alone

    @Inject
    RevokedTokens(
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            ObjectMapper json,
            @ConfigProperty(name = "quarkus.application.name") String service) {
        this.settings = settings(kafka, service);
        this.json = json;
    }

    private static Map<String, Object> settings(Map<String, Object> kafka, String service) {
        var settings = new HashMap<>(kafka);
        settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
        settings.put(ConsumerConfig.CLIENT_ID_CONFIG, service + "-tokens");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
        settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, String.valueOf(LONGEST_WAIT.toMillis()));
        settings.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, String.valueOf(1024 * 1024));
        settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, "10000");
        settings.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, "10000");
        return settings;
    }

    /** @param tokenId a token's {@code jti} */
    public boolean contains(String tokenId) {
        return expiries.containsKey(tokenId);
    }

    void start(@Observes StartupEvent event) {
        Thread.ofPlatform().daemon().name("revoked-tokens").start(this::run);
    }

    void stop(@Observes ShutdownEvent event) {
        stopped.countDown();
        wakeUp.run();
    }

    private void run() {
        try {
            do {
                follow();
            } while (!stopped.await(BEFORE_ANOTHER_TRY.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Reads until something breaks; what was learnt stays. */
    private void follow() {
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            wakeUp = consumer::wakeup;
            var partitions = partitions(consumer);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            if (complained) {
                LOG.info("revocations of tokens are read again");
                complained = false;
            }
            while (stopped.getCount() > 0) {
                consumer.poll(LONGEST_WAIT).forEach(this::learn);
                forgetExpired(Instant.now());
            }
        } catch (WakeupException e) {
            LOG.debug("stopping");
        } catch (RuntimeException e) { // Kafka is away, or whatever it is: without this thread no revocation is heard
            complain(e);
        }
    }

    private static List<TopicPartition> partitions(Consumer<?, ?> consumer) {
        var partitions = consumer.partitionsFor(Topics.TOKENS).stream()
                .map(partition -> new TopicPartition(Topics.TOKENS, partition.partition()))
                .toList();
        if (partitions.isEmpty()) {
            throw new KafkaException("there is no topic " + Topics.TOKENS);
        }
        return partitions;
    }

    private void learn(ConsumerRecord<String, byte[]> record) {
        if (record.value() == null) {
            return;
        }
        try {
            var token = json.readValue(record.value(), TokenChanged.class);
            if (token.revokedAt() != null) {
                expiries.put(token.tokenId(), token.expiresAt());
            }
        } catch (IOException | RuntimeException e) {
            LOG.errorf("%s-%d@%d is no message about a token", record.topic(), record.partition(), record.offset());
        }
    }

    private void forgetExpired(Instant now) {
        expiries.values().removeIf(expiry -> expiry.plus(KEPT_BEYOND_EXPIRY).isBefore(now));
    }

    /** Once until it goes on. */
    private void complain(RuntimeException e) {
        if (!complained && stopped.getCount() > 0) {
            LOG.warnf("revocations of tokens cannot be read, trying again and again: %s", e.getMessage());
            complained = true;
        }
    }
}
