package continuity.kit.outbox;

import static java.util.stream.Collectors.groupingBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import continuity.kit.kafka.MessagePublisher;
import continuity.kit.kafka.OutgoingMessage;
import continuity.kit.kafka.Unpublishable;
import continuity.kit.sql.Database;
import continuity.kit.sql.DatabaseFailure;
import io.quarkus.arc.All;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Publishes the outbox: shard by shard, each under an advisory lock, in order of the entries, at least once.
 *
 * <p>What is published is deleted. The first failure stops its shard until the next round; an entry that can never be
 * published is parked with the reason, so that it does not hold up the others.
 */
@ApplicationScoped
class OutboxRelay {

    private static final Logger LOG = Logger.getLogger(OutboxRelay.class);
    private static final Duration LONGEST_NAP = Duration.ofSeconds(2);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);
    private static final int BATCH = 500;
    /** Messages of up to 1 MiB that are held at once. */
    private static final int LOADED_TOGETHER = 20;

    private static final String PENDING_SHARDS = "SELECT DISTINCT shard FROM outbox WHERE parked IS NULL";

    private static final String TRY_LOCK =
            "SELECT pg_try_advisory_xact_lock(hashtext(current_schema() || '.outbox'), ?)";

    private static final String NEXT = """
            SELECT id, topic, message_key, pointer, detail
              FROM outbox
             WHERE shard = ? AND parked IS NULL
             ORDER BY id
             LIMIT ?
            """;

    private static final String DELETE = "DELETE FROM outbox WHERE id = ANY (?)";

    private static final String PARK = "UPDATE outbox SET parked = ? WHERE id = ?";

    private final Database database;
    private final List<OutboxSource> sources;
    private final MessagePublisher publisher;
    private final ObjectMapper json;
    private final Semaphore work = new Semaphore(0);
    private volatile boolean running = true;

    OutboxRelay(Database database, @All List<OutboxSource> sources, MessagePublisher publisher, ObjectMapper json) {
        this.database = database;
        this.sources = sources;
        this.publisher = publisher;
        this.json = json;
    }

    /** How a round on a shard ended. */
    private enum Round {
        MORE,
        DONE,
        FAILED
    }

    private record InFlight(long id, CompletableFuture<Void> acknowledged) {

        boolean hasFailedAtOnce() {
            return acknowledged.isCompletedExceptionally() && !(acknowledged.exceptionNow() instanceof Unpublishable);
        }
    }

    private record Settled(List<Long> published, boolean failed) {}

    void start(@Observes StartupEvent event) {
        Thread.ofVirtual().name("outbox-relay").start(this::run);
    }

    void stop(@Observes ShutdownEvent event) {
        running = false;
        work.release();
    }

    void wake(@Observes(during = TransactionPhase.AFTER_SUCCESS) Outbox.Written written) {
        work.release();
    }

    private void run() {
        while (running) {
            try {
                work.tryAcquire(LONGEST_NAP.toMillis(), TimeUnit.MILLISECONDS);
                work.drainPermits();
                if (!drain()) {
                    Thread.sleep(AFTER_FAILURE);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /** @return false when the database or Kafka failed and a pause is due */
    private boolean drain() {
        try {
            var healthy = true;
            for (int shard : database.query(PENDING_SHARDS, row -> row.getInt(1))) {
                healthy &= drain(shard);
            }
            return healthy;
        } catch (DatabaseFailure e) {
            LOG.warnf("the outbox waits: %s", e.toString());
            return false;
        }
    }

    private boolean drain(int shard) {
        try {
            var round = Round.MORE;
            while (running && round == Round.MORE) {
                round = QuarkusTransaction.requiringNew().call(() -> publishNext(shard));
            }
            return round != Round.FAILED;
        } catch (RuntimeException e) {
            LOG.warnf("shard %d of the outbox waits: %s", (Object) shard, e.toString());
            return false;
        }
    }

    private Round publishNext(int shard) {
        var locked =
                database.queryOne(TRY_LOCK, row -> row.getBoolean(1), shard).orElse(false);
        if (!locked) {
            return Round.DONE;
        }
        var entries = database.query(NEXT, this::entry, shard, BATCH);
        var settled = settledInOrder(send(entries));
        database.update(DELETE, (Object) settled.published().toArray(Long[]::new));
        if (settled.failed()) {
            return Round.FAILED;
        }
        return entries.size() == BATCH ? Round.MORE : Round.DONE;
    }

    private List<InFlight> send(List<OutboxEntry> entries) {
        var inFlight = new ArrayList<InFlight>();
        for (var from = 0; from < entries.size(); from += LOADED_TOGETHER) {
            var together = entries.subList(from, Math.min(entries.size(), from + LOADED_TOGETHER));
            var loaded = loadTogether(together);
            for (var entry : together) {
                var sent = new InFlight(entry.id(), send(entry, loaded));
                inFlight.add(sent);
                if (sent.hasFailedAtOnce()) {
                    return inFlight; // Kafka is away: asking it for each of the others would take minutes
                }
            }
        }
        return inFlight;
    }

    private Map<OutboxEntry, OutgoingMessage> loadTogether(List<OutboxEntry> entries) {
        var loaded = new HashMap<OutboxEntry, OutgoingMessage>();
        entries.stream().collect(groupingBy(entry -> source(entry.topic()))).forEach((source, own) -> {
            try {
                loaded.putAll(source.loadTogether(own));
            } catch (DatabaseFailure e) {
                throw e;
            } catch (RuntimeException e) {
                LOG.warnf("outbox entries are loaded one by one: %s", e.toString());
            }
        });
        return loaded;
    }

    private CompletableFuture<Void> send(OutboxEntry entry, Map<OutboxEntry, OutgoingMessage> loaded) {
        try {
            return Optional.ofNullable(loaded.get(entry))
                    .or(() -> source(entry.topic()).load(entry))
                    .map(publisher::send)
                    .orElseGet(() -> CompletableFuture.failedFuture(new Unpublishable("its row is gone", null)));
        } catch (DatabaseFailure e) {
            throw e;
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(new Unpublishable("its row cannot be told", e));
        }
    }

    private OutboxSource source(String topic) {
        return sources.stream()
                .filter(source -> source.topic().map(topic::equals).orElse(true))
                .max(Comparator.comparing(source -> source.topic().isPresent()))
                .orElseThrow();
    }

    /** The entries that are published; those that can never be are parked, the first other failure ends the list. */
    private Settled settledInOrder(List<InFlight> inFlight) {
        var published = new ArrayList<Long>();
        for (var message : inFlight) {
            try {
                message.acknowledged().get();
                published.add(message.id());
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof Unpublishable)) {
                    LOG.warnf("Kafka did not take an outbox entry, trying again: %s", e.getCause());
                    return new Settled(published, true);
                }
                LOG.errorf("parked outbox entry %d: %s", (Object) message.id(), e.getCause());
                database.update(PARK, String.valueOf(e.getCause().getMessage()), message.id());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return new Settled(published, true);
            }
        }
        return new Settled(published, false);
    }

    private OutboxEntry entry(ResultSet row) throws SQLException {
        return new OutboxEntry(
                row.getLong("id"),
                row.getString("topic"),
                row.getString("message_key"),
                row.getString("pointer"),
                detail(row.getString("detail")));
    }

    private Map<String, Object> detail(String text) {
        try {
            return json.readValue(text, new TypeReference<>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the outbox holds unreadable detail", e);
        }
    }
}
