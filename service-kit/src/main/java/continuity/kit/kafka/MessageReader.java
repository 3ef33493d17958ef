package continuity.kit.kafka;

import continuity.contracts.Topics;
import continuity.kit.problem.Unavailable;
import continuity.kit.sql.DatabaseFailure;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Gives batches of messages to a service and never lets one record stop a partition.
 *
 * <p>A record that cannot be read, or that the work refuses even when it is alone, goes to the dead-letter topic with
 * the reason. A sick database or broker blocks: the batch is tried again until it succeeds, however long that takes.
 */
@ApplicationScoped
public class MessageReader {

    private static final Logger LOG = Logger.getLogger(MessageReader.class);
    /** As much as is parsed and held at once, in bytes on the wire; as objects it is many times that. */
    private static final int MAX_BATCH_BYTES = 2 * 1024 * 1024;

    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final MessagePublisher publisher;
    private volatile boolean stopping;

    MessageReader(MessagePublisher publisher) {
        this.publisher = publisher;
    }

    /** Turns the bytes of a record into a message; null for a kind of record that this service does not know. */
    @FunctionalInterface
    public interface Parser<T> {
        @Nullable
        T parse(ConsumerRecord<String, byte[]> record) throws IOException;
    }

    /** A record, and what it says. */
    public record Message<T>(ConsumerRecord<String, byte[]> record, T value) {}

    /**
     * Returns when every record is either worked in or in the dead-letter topic; only then may offsets be committed.
     *
     * @param work must be repeatable: it sees a record again whenever an outcome was unknown
     */
    public <T> void read(ConsumerRecords<String, byte[]> batch, Parser<T> parser, Consumer<List<T>> work) {
        parse(batch, parser, messages -> apply(messages, work));
    }

    /**
     * The first half of {@link #read}: what can be read goes to {@code taker}, some at a time and in its order, the
     * rest to the dead-letter topic. The taker answers for {@link #apply}.
     */
    public <T> void parse(ConsumerRecords<String, byte[]> batch, Parser<T> parser, Consumer<List<Message<T>>> taker) {
        var messages = new ArrayList<Message<T>>();
        var bytes = 0;
        for (var record : batch) {
            bytes += record.serializedValueSize();
            if (bytes > MAX_BATCH_BYTES && !messages.isEmpty()) {
                taker.accept(List.copyOf(messages));
                messages.clear();
                bytes = record.serializedValueSize();
            }
            try {
                var value = record.value() == null ? null : parser.parse(record);
                if (value != null) {
                    messages.add(new Message<>(record, value));
                }
            } catch (IOException | RuntimeException e) {
                deadLetter(record, e);
            }
        }
        if (!messages.isEmpty()) {
            taker.accept(List.copyOf(messages));
        }
    }

    /** The second half of {@link #read}, with its promise. */
    public <T> void apply(List<Message<T>> messages, Consumer<List<T>> work) {
        try {
            patiently(() -> work.accept(messages.stream().map(Message::value).toList()));
        } catch (RuntimeException e) {
            if (stopping) {
                throw e;
            }
            if (messages.size() == 1) {
                deadLetter(messages.getFirst().record(), e);
                return;
            }
            var middle = messages.size() / 2;
            apply(messages.subList(0, middle), work);
            apply(messages.subList(middle, messages.size()), work);
        }
    }

    private void patiently(Runnable work) {
        var pause = FIRST_PAUSE;
        while (true) {
            try {
                work.run();
                return;
            } catch (RuntimeException e) {
                if (stopping || !isTransient(e)) {
                    throw e;
                }
                LOG.warnf("waiting %d ms to try a batch again: %s", (Object) pause.toMillis(), e.toString());
                pauseFor(pause);
                pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
            }
        }
    }

    private void deadLetter(ConsumerRecord<String, byte[]> record, Exception reason) {
        LOG.errorf(
                "dead letter: %s-%d@%d, %s at %s",
                record.topic(),
                record.partition(),
                record.offset(),
                reason.getClass().getSimpleName(),
                origin(reason));
        try {
            send(letter(record, record.value(), reason));
        } catch (Unpublishable e) {
            send(letter(
                    record,
                    new byte[0],
                    reason)); // it was as large as a message may be; its place is told all the same
        }
    }

    private static ProducerRecord<String, byte[]> letter(
            ConsumerRecord<String, byte[]> record, byte[] value, Exception reason) {
        var letter = new ProducerRecord<>(Topics.deadLetters(record.topic()), record.key(), value);
        record.headers().forEach(letter.headers()::add);
        MessagePublisher.header(letter, "dead-letter-reason", reason.getClass().getSimpleName());
        MessagePublisher.header(letter, "dead-letter-topic", record.topic());
        MessagePublisher.header(letter, "dead-letter-partition", String.valueOf(record.partition()));
        MessagePublisher.header(letter, "dead-letter-offset", String.valueOf(record.offset()));
        return letter;
    }

    private void send(ProducerRecord<String, byte[]> letter) {
        patiently(() -> MessagePublisher.await(publisher.send(letter)));
    }

    /** Where it was thrown; never its message, which may quote the record. */
    private static String origin(Exception reason) {
        return reason.getStackTrace().length == 0 ? "unknown" : reason.getStackTrace()[0].toString();
    }

    private static boolean isTransient(@Nullable Throwable failure) {
        return switch (failure) {
            case null -> false;
            case DatabaseFailure e -> e.isTransient();
            case SQLException e -> new DatabaseFailure(e).isTransient();
            case Unavailable e -> true;
            case Throwable e when e.getClass().getPackageName().equals("jakarta.transaction") -> true;
            default -> isTransient(failure.getCause());
        };
    }

    private static void pauseFor(Duration pause) {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unavailable("This service, which is stopping,", e);
        }
    }

    void stop(@Observes ShutdownEvent event) {
        stopping = true;
    }
}
