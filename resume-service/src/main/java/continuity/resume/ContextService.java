package continuity.resume;

import static java.util.stream.Collectors.collectingAndThen;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import continuity.contracts.InstanceId;
import continuity.kit.problem.InstanceNotFound;
import continuity.kit.problem.Unavailable;
import continuity.kit.purge.PurgedInstances;
import continuity.kit.security.Caller;
import continuity.resume.Colleagues.Place;
import continuity.resume.fold.Evidence;
import continuity.resume.fold.FoldVersion;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Keeps contexts current, and reads them together with what they continue. */
@ApplicationScoped
class ContextService {

    private static final int MAX_COLLEAGUES = 20;

    private final ContextStore store;
    private final PurgedInstances purged;
    private final Registry registry;

    ContextService(ContextStore store, PurgedInstances purged, Registry registry) {
        this.store = store;
        this.purged = purged;
        this.registry = registry;
    }

    /**
     * What is known of an instance.
     *
     * @param own of that instance alone
     * @param whole with what it inherited
     */
    record Known(Context own, Context whole) {}

    /**
     * Joins readings to the stored contexts; a reading that is known already changes nothing. Where another consumer
     * was faster, which happens while partitions move, the stored state is read and joined again. Of an instance that
     * was purged nothing is kept.
     */
    void absorb(List<Reading> readings) {
        var pending = readings.stream()
                .collect(groupingBy(
                        Reading::instanceId,
                        TreeMap::new, // rows are locked in this order
                        collectingAndThen(toList(), Reading::joined)));
        pending.values().removeIf(this::purges);
        while (!pending.isEmpty()) {
            var attempt = List.copyOf(pending.values());
            var written = QuarkusTransaction.requiringNew().call(() -> write(attempt));
            written.forEach(pending::remove);
        }
    }

    private boolean purges(Reading reading) {
        if (reading.purges()) {
            purged.purge(reading.instanceId());
        }
        return reading.purges();
    }

    /** @return ids of the instances whose context now holds its reading, or never will */
    private List<String> write(List<Reading> readings) {
        var gone = purged.among(readings.stream().map(Reading::instanceId).toList());
        var stored = new HashMap<String, Context>();
        for (var context : store.load(readings.stream().map(Reading::instanceId).toList())) {
            stored.put(context.instanceId(), context);
        }
        return readings.stream()
                .filter(reading -> gone.contains(reading.instanceId()) || write(reading, stored))
                .map(Reading::instanceId)
                .toList();
    }

    private boolean write(Reading reading, Map<String, Context> stored) {
        var before = stored.get(reading.instanceId());
        if (before == null) {
            return store.insert(
                    new Context(reading.instanceId(), reading.project(), reading.evidence(), 0, FoldVersion.CURRENT));
        }
        var after = before.joined(reading.evidence());
        if (after.evidence().equals(before.evidence())) {
            return true;
        }
        if (before.foldVersion() > FoldVersion.CURRENT) {
            throw new Unavailable(
                    "The newer release that owns " + before.instanceId(),
                    new IllegalStateException("fold version " + before.foldVersion()));
        }
        return store.update(after);
    }

    /**
     * Reads a context; one of which no record has arrived is made of the registry's row alone.
     *
     * @throws InstanceNotFound if there is no such instance in the caller's scope
     */
    Known find(String instanceId, Caller caller) {
        var id = InstanceId.parse(instanceId)
                .orElseThrow(() -> new InstanceNotFound(instanceId))
                .toString();
        var chain = store.withAncestors(id, caller);
        var own = chain.isEmpty() ? unheardOf(id, caller) : withRegistryRow(chain.getFirst());
        var whole = own;
        for (var ancestor : chain.subList(Math.min(1, chain.size()), chain.size())) {
            whole = whole.joined(ancestor.evidence().inheritedFrom(ancestor.instanceId()));
        }
        return new Known(own, whole);
    }

    private Context unheardOf(String id, Caller caller) {
        var instance = registry.find(id);
        if (!caller.sees(instance.project())) {
            throw new InstanceNotFound(id);
        }
        return new Context(id, instance.project(), Evidence.of(instance), 0, FoldVersion.CURRENT);
    }

    private Context withRegistryRow(Context context) {
        return context.instance() == null ? context.joined(Evidence.of(registry.find(context.instanceId()))) : context;
    }

    /**
     * Who works on that project at this moment, but the asker.
     *
     * @param instanceId of the asker, which may be too new to be known here
     * @param previousSession client session that the asker has replaced a moment ago; it may still seem to live
     */
    Colleagues colleagues(
            String project,
            String instanceId,
            @Nullable String previousSession,
            @Nullable String hostMachine,
            @Nullable String workingDirectory,
            Caller caller) {
        var now = Instant.now();
        var own = store.withAncestors(instanceId, caller).stream()
                .findFirst()
                .map(context -> Place.of(context.evidence().workState(instanceId, now)))
                .orElse(Place.UNKNOWN)
                .at(hostMachine, workingDirectory);
        return Colleagues.of(
                own.branch() == null ? own.on(branchIn(own, project, now, caller)) : own,
                store.atWork(project, instanceId, previousSession, MAX_COLLEAGUES, caller),
                other -> other.evidence().workState(other.instanceId(), now),
                now);
    }

    /** A directory stays on its branch when the next session begins in it. */
    private @Nullable String branchIn(Place place, String project, Instant now, Caller caller) {
        return place.hostMachine() == null || place.directory() == null
                ? null
                : store.newestIn(project, place.hostMachine(), place.directory(), caller)
                        .map(last -> last.evidence()
                                .workState(last.instanceId(), now)
                                .git()
                                .branch())
                        .orElse(null);
    }

    /** The instance that runs in that client session, if any is known here. */
    @Nullable
    Candidate ofSession(@Nullable String client, @Nullable String clientSessionId, Caller caller) {
        return client == null || clientSessionId == null
                ? null
                : store.bySession(client, clientSessionId, caller).orElse(null);
    }
}
