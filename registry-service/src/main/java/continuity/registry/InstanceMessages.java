package continuity.registry;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import continuity.contracts.HeartbeatAccepted;
import continuity.contracts.Instance;
import continuity.contracts.InstanceChanged;
import continuity.contracts.InstanceChanged.Change;
import continuity.contracts.Topics;
import continuity.kit.kafka.MessagePublisher;
import continuity.kit.kafka.OutgoingMessage;
import continuity.kit.outbox.Outbox;
import continuity.kit.outbox.OutboxEntry;
import continuity.kit.outbox.OutboxSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * What others hear: every change of a row on {@link Topics#INSTANCES}, through the outbox, and every heartbeat on
 * {@link Topics#HEARTBEATS}, at once and without a promise.
 */
@ApplicationScoped
class InstanceMessages implements OutboxSource {

    private static final Logger LOG = Logger.getLogger(InstanceMessages.class);
    private static final TypeReference<Map<String, Object>> DETAIL = new TypeReference<>() {};

    private final InstanceStore store;
    private final PurgeStore tombstones;
    private final Outbox outbox;
    private final MessagePublisher publisher;
    private final ObjectMapper json;

    InstanceMessages(
            InstanceStore store, PurgeStore tombstones, Outbox outbox, MessagePublisher publisher, ObjectMapper json) {
        this.store = store;
        this.tombstones = tombstones;
        this.outbox = outbox;
        this.publisher = publisher;
        this.json = json;
    }

    /**
     * Notes a change inside the transaction that makes it.
     *
     * @param row as that change left it, with the revision that the change has raised
     * @param facts of this very change, beside the generation; null values are left out
     */
    void announce(InstanceRow row, Change change, Map<String, @Nullable Object> facts) {
        var instance = row.instance();
        var known = new LinkedHashMap<String, Object>(Map.of("generation", instance.generation()));
        facts.forEach((name, value) -> {
            if (value != null) {
                known.put(name, value);
            }
        });
        note(instance.instanceId(), new Announcement(change, row.announcedAt(), row.revision(), known));
    }

    /** Notes a purge inside its transaction; what the message says is on the tombstone. */
    void announce(Tombstone tombstone) {
        var announcement = new Announcement(
                Change.PURGED,
                tombstone.purgedAt(),
                tombstone.revision(),
                Map.of("generation", tombstone.instance().generation()));
        note(tombstone.instance().instanceId(), announcement);
    }

    private void note(String instanceId, Announcement announcement) {
        outbox.add(Topics.INSTANCES, instanceId, instanceId, json.convertValue(announcement, DETAIL));
    }

    @Override
    public Optional<OutgoingMessage> load(OutboxEntry entry) {
        return store.find(entry.pointer())
                .map(InstanceRow::instance)
                .or(() -> tombstones.find(entry.pointer()).map(Tombstone::instance))
                .map(instance -> message(instance, json.convertValue(entry.detail(), Announcement.class)));
    }

    /** Tells a heartbeat; Kafka being away costs this message, not the heartbeat. */
    @SuppressWarnings("FutureReturnValueIgnored") // unawaited: the row already has it
    void tell(InstanceRow row) {
        var instance = row.instance();
        var beat = new HeartbeatAccepted(
                instance.instanceId(),
                instance.project(),
                instance.generation(),
                instance.lastHeartbeat(),
                instance.contextPercent(),
                instance.contextSource(),
                instance.currentEpic());
        var id = instance.instanceId() + "@" + instance.lastHeartbeat();
        publisher
                .send(new OutgoingMessage(Topics.HEARTBEATS, instance.instanceId(), id, beat))
                .whenComplete((done, failure) -> {
                    if (failure != null) {
                        LOG.debugf("a heartbeat of %s was not told: %s", instance.instanceId(), failure.getMessage());
                    }
                });
    }

    private static OutgoingMessage message(Instance instance, Announcement announcement) {
        var changed = new InstanceChanged(
                instance,
                announcement.revision(),
                announcement.change(),
                announcement.changedAt(),
                announcement.facts());
        var id = instance.instanceId() + "#" + announcement.revision();
        return new OutgoingMessage(Topics.INSTANCES, instance.instanceId(), id, changed);
    }
}
