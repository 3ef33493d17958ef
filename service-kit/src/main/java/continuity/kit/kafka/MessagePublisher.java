package continuity.kit.kafka;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import continuity.kit.problem.Unavailable;
import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * The one way to Kafka: CloudEvents in binary mode, acknowledged by all in-sync replicas, sent once each.
 *
 * <p>Gives up after {@link #GIVE_UP_AFTER}, so that a caller learns within two seconds that Kafka is away.
 */
@ApplicationScoped
public class MessagePublisher {

    private static final Logger LOG = Logger.getLogger(MessagePublisher.class);

    static final Duration GIVE_UP_AFTER = Duration.ofSeconds(2);

    /** Each waits 200 ms at the most. */
    private static final int MEETING_ATTEMPTS = 50;

    /** Largest message, headers included; the topics take as much (deploy/kafka/topics.json). */
    static final int MAX_BYTES = 3 * 1024 * 1024;

    /** What goes to one partition at once, in bytes: on a single broker each such lot is one flush to the disk. */
    private static final int BATCH_BYTES = 256 * 1024;

    private final Producer<String, byte[]> producer;
    private final ObjectMapper json;
    private final String source;

    @Inject
    MessagePublisher(
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            ObjectMapper json,
            @ConfigProperty(name = "quarkus.application.name") String service) {
        this(
                new KafkaProducer<>(settings(kafka, service), new StringSerializer(), new ByteArraySerializer()),
                json,
                service);
    }

    MessagePublisher(Producer<String, byte[]> producer, ObjectMapper json, String service) {
        this.producer = producer;
        this.json = json;
        this.source = "/" + service;
    }

    private static Map<String, Object> settings(Map<String, Object> kafka, String service) {
        var settings = new HashMap<>(kafka);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
        settings.put(ProducerConfig.LINGER_MS_CONFIG, "1");
        settings.put(ProducerConfig.BATCH_SIZE_CONFIG, String.valueOf(BATCH_BYTES));
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, "200");
        settings.put(
                ProducerConfig.METADATA_MAX_IDLE_CONFIG,
                String.valueOf(Duration.ofDays(1).toMillis()));
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, "1500");
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, String.valueOf(GIVE_UP_AFTER.toMillis()));
        settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, String.valueOf(MAX_BYTES));
        settings.put(ProducerConfig.CLIENT_ID_CONFIG, service);
        return settings;
    }

    /**
     * How many partitions {@code topic} has; empty if it is not there or not for this service. Once asked, the first
     * message to it need not wait for the answer, for which it would be given up.
     */
    OptionalInt partitions(String topic) {
        for (var attempt = 1; attempt <= MEETING_ATTEMPTS; attempt++) {
            try {
                return OptionalInt.of(producer.partitionsFor(topic).size());
            } catch (AuthenticationException | AuthorizationException e) {
                LOG.errorf("Kafka refuses this service: %s", e.getMessage());
                return OptionalInt.empty();
            } catch (KafkaException e) {
                LOG.debugf("topic %s is not known yet: %s", topic, e.getMessage());
            }
        }
        return OptionalInt.empty();
    }

    /** Completes when the message is durable, exceptionally with {@link Unavailable} when that is not known. */
    public CompletableFuture<Void> send(OutgoingMessage message) {
        var record = new ProducerRecord<>(message.topic(), message.key(), bytes(message.payload()));
        header(record, "ce_specversion", "1.0");
        header(record, "ce_id", message.id());
        header(record, "ce_type", message.type());
        header(record, "ce_source", source);
        header(record, "ce_time", Instant.now().toString());
        header(record, "content-type", "application/json");
        return send(record);
    }

    /** @throws Unavailable if it is not known that all of them are durable */
    public void sendAndWait(List<OutgoingMessage> messages) {
        var sent = new ArrayList<CompletableFuture<Void>>();
        for (var message : messages) {
            var acknowledged = send(message);
            sent.add(acknowledged);
            if (acknowledged.isCompletedExceptionally()) {
                break; // Kafka is away: each of the others would block as long
            }
        }
        await(CompletableFuture.allOf(sent.toArray(CompletableFuture<?>[]::new)));
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the callback tells the outcome
    CompletableFuture<Void> send(ProducerRecord<String, byte[]> record) {
        var acknowledged = new CompletableFuture<Void>();
        try {
            producer.send(record, (metadata, failure) -> {
                if (failure == null) {
                    acknowledged.complete(null);
                } else {
                    acknowledged.completeExceptionally(refusal(failure));
                }
            });
        } catch (KafkaException e) {
            acknowledged.completeExceptionally(refusal(e));
        }
        return acknowledged;
    }

    private static RuntimeException refusal(Exception failure) {
        return failure instanceof RecordTooLargeException
                ? new Unpublishable("it exceeds " + MAX_BYTES + " bytes", failure)
                : new Unavailable("Kafka", failure);
    }

    static void await(CompletableFuture<?> acknowledged) {
        try {
            acknowledged.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException known ? known : new Unavailable("Kafka", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unavailable("Kafka", e);
        }
    }

    static void header(ProducerRecord<String, byte[]> record, String name, String value) {
        record.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
    }

    private byte[] bytes(Object payload) {
        try {
            return json.writeValueAsBytes(payload);
        } catch (JsonProcessingException e) {
            throw new Unpublishable("it is not writable as JSON", e);
        }
    }

    @PreDestroy
    void close() {
        producer.close(GIVE_UP_AFTER);
    }
}
