package continuity.resume;

import continuity.contracts.InstanceId;
import continuity.kit.problem.InstanceNotFound;
import continuity.kit.problem.Unavailable;
import continuity.kit.purge.PurgedInstances;
import continuity.kit.security.Caller;
import continuity.kit.sql.DatabaseFailure;
import continuity.resume.Colleagues.Place;
import continuity.resume.fold.Evidence;
import continuity.resume.fold.Observation;
import continuity.resume.fold.Seen;
import continuity.resume.packet.Confidence.Deduction;
import continuity.resume.packet.OtherWork;
import continuity.resume.packet.PastRun;
import continuity.resume.rebuild.Rebuilder;
import continuity.resume.rebuild.Rebuilder.Extent;
import continuity.resume.rebuild.Rebuilt;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.narayana.jta.QuarkusTransactionException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Reads contexts together with what they continue; what is missing or broken is mended. */
@ApplicationScoped
class ContextService {

    private static final Logger LOG = Logger.getLogger(ContextService.class);

    private static final int MAX_COLLEAGUES = 20;
    private static final int MAX_OTHERS = 5;

    /** Most of those that have ever touched one of the files have not done so since. */
    private static final int MAX_LOOKED_AT = 25;

    private static final int MAX_ANCESTORS = 100;
    private static final int MAX_ATTEMPTS = 20;
    private static final String LACKED_BEGINNING = "the stored state lacked its beginning";
    private static final String WAS_MISSING = "the stored state was missing";

    private final ContextStore store;
    private final PurgedInstances purged;
    private final Registry registry;
    private final Rebuilder rebuilder;
    private final RecentContexts recent;
    private final Unwritten unwritten;

    ContextService(
            ContextStore store,
            PurgedInstances purged,
            Registry registry,
            Rebuilder rebuilder,
            RecentContexts recent,
            Unwritten unwritten) {
        this.store = store;
        this.purged = purged;
        this.registry = registry;
        this.rebuilder = rebuilder;
        this.recent = recent;
        this.unwritten = unwritten;
    }

    /**
     * Reads a context. One that is missing or cannot be read is made again of what the other services keep, or else of
     * the registry's row alone.
     *
     * @param id full, or short
     * @throws InstanceNotFound if there is no such instance in the caller's scope
     */
    Known find(String id, Caller caller) {
        return find(id, 0, caller);
    }

    /**
     * The same, where it is known how far the state has to reach.
     *
     * @param newestEvent the newest that the command log has of it; 0 when it has none, or that is not known
     */
    Known find(String id, long newestEvent, Caller caller) {
        var instanceId = registry.fullId(id);
        var stored = read(() -> store.withAncestors(instanceId, caller));
        var isKnown = !stored.isEmpty() && stored.getFirst().instanceId().equals(instanceId); // else it has just gone
        var own = isKnown
                ? withRegistryRow(mended(stored.getFirst(), newestEvent))
                : unheardOf(instanceId, WAS_MISSING, caller);
        var chain = new LinkedHashMap<>(Map.of(instanceId, own));
        stored.stream()
                .skip(isKnown ? 1 : 0)
                .forEach(ancestor -> chain.put(ancestor.instanceId(), orNothing(ancestor, () -> mended(ancestor))));
        for (var lost = lost(chain); lost.isPresent(); lost = lost(chain)) {
            chain.putAll(found(lost.get(), own.project(), caller));
        }
        return Known.of(own, chain.values().stream().skip(1).toList());
    }

    /** One whose work is continued, but that the store did not lead to: a row on the way is missing. */
    private static Optional<String> lost(Map<String, Context> chain) {
        return chain.values().stream()
                .limit(MAX_ANCESTORS)
                .flatMap(context -> Stream.ofNullable(context.instance()))
                .flatMap(instance -> Stream.ofNullable(instance.resumedFrom()))
                .filter(before -> !chain.containsKey(before))
                .findFirst();
    }

    /** Such a one and its own ancestors; where nothing can be had of it, at the least a word of that. */
    private Map<String, Context> found(String id, String project, Caller caller) {
        var found = new LinkedHashMap<String, Context>();
        read(() -> store.withAncestors(id, caller))
                .forEach(known -> found.put(known.instanceId(), orNothing(known, () -> mended(known))));
        if (found.isEmpty()) {
            var why = "the stored state of %s was missing".formatted(id);
            found.put(id, orNothing(Context.fresh(id, project, Evidence.NONE), () -> unheardOf(id, why, caller)));
        }
        return found;
    }

    /** Whoever goes on with the work of one that cannot be had is told so, and the rest. */
    private static Context orNothing(Context ancestor, Supplier<Context> work) {
        try {
            return work.get();
        } catch (InstanceNotFound | Unavailable | ResumeRefused e) {
            var gone = "the work of %s, which this continues, cannot be had".formatted(ancestor.instanceId());
            return ancestor.joined(Evidence.NONE, Condition.rebuilt(List.of(new Deduction(Rebuilt.POINTS, gone))));
        }
    }

    /** As they are stored, with what has come since. */
    private List<Context> read(Supplier<List<ContextVersion>> search) {
        var waiting = unwritten.waiting(); // first: what is written meanwhile is found in the store
        return recent.of(search.get(), store::load).stream().map(waiting::on).toList();
    }

    private Context unheardOf(String id, String why, Caller caller) {
        var instance = registry.find(id);
        if (!caller.sees(instance.project())) {
            throw new InstanceNotFound(id);
        }
        return rebuilt(Context.fresh(id, instance.project(), Evidence.of(instance)), why);
    }

    private Context mended(Context context) {
        return mended(context, 0);
    }

    private Context mended(Context context, long newestEvent) {
        if (context.condition().broken()) {
            return rebuilt(context.joined(Evidence.of(registry.find(context.instanceId()))), Condition.WAS_UNREADABLE);
        }
        return context.lacksItsBeginning(newestEvent) ? rebuilt(context, LACKED_BEGINNING) : context;
    }

    /** Kept when it is as good as it gets: else the next reader tries again. */
    private Context rebuilt(Context context, String why) {
        var instance = context.instance();
        var session = instance == null ? null : instance.clientSessionId();
        var rebuilt = rebuilder.rebuild(context.instanceId(), session, Extent.QUICK);
        if (rebuilt.isEmpty() && rebuilt.complete() && why.equals(WAS_MISSING)) {
            return context; // so new that nothing has been recorded
        }
        var after = context.joined(rebuilt.evidence(), Condition.rebuilt(rebuilt.repairs(why)));
        if (rebuilt.complete()) {
            keepIfPossible(after);
        }
        return after;
    }

    private void keepIfPossible(Context context) {
        try {
            keep(context);
        } catch (DatabaseFailure | QuarkusTransactionException e) {
            LOG.warnf("a state is made again by the next reader: %s", e.toString());
        }
    }

    /** @return false if somebody else was faster, or the instance was purged */
    private boolean keep(Context context) {
        return QuarkusTransaction.requiringNew()
                .call(() -> purged.among(List.of(context.instanceId())).isEmpty()
                        && (context.version() == 0 ? store.insert(context) : store.update(context)));
    }

    /**
     * Joins all that the other services keep to what is stored, whatever its condition. Goes on until it is kept, as
     * records may come in meanwhile.
     *
     * @throws InstanceNotFound if there is no such instance in the caller's scope
     */
    Rebuilding rebuild(String instanceId, Caller caller) {
        var id = InstanceId.parse(instanceId)
                .orElseThrow(() -> new InstanceNotFound(instanceId))
                .toString();
        var instance = registry.find(id);
        if (!caller.sees(instance.project())) {
            throw new InstanceNotFound(id);
        }
        var rebuilt = rebuilder.rebuild(id, instance.clientSessionId(), Extent.ALL);
        for (var attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
            var stored = store.load(List.of(id)).stream().findFirst();
            var before = stored.orElseGet(() -> Context.fresh(id, instance.project(), Evidence.NONE));
            var after = before.joined(Evidence.of(instance))
                    .joined(rebuilt.evidence(), before.condition().after(rebuilt));
            if (keep(after)) {
                return Rebuilding.of(after, stored.isEmpty(), rebuilt);
            }
        }
        throw new Unavailable("The context of " + id, new IllegalStateException("others write it all the time"));
    }

    /**
     * Who has worked since then where that run did, but who continues it; and of that run and those whose work it
     * continues the ones that went on after it was taken from them.
     *
     * @param successorId empty to name who continues it as well
     */
    List<OtherWork> workedSince(Known known, PastRun run, String successorId, Caller caller) {
        var except = new ArrayList<>(
                known.ancestors().stream().map(Context::instanceId).toList());
        except.add(known.own().instanceId());
        except.add(successorId);
        var place = Place.of(run.work());
        var since = run.newestEvidence();
        var project = run.work().environment().project();
        var files = place.relativeFiles();
        var found = store.workedSince(project, since, except, place.branch(), files, MAX_LOOKED_AT, caller);
        var others = IntStream.iterate(0, from -> from < found.size(), from -> from + MAX_OTHERS)
                .mapToObj(from -> found.subList(from, Math.min(from + MAX_OTHERS, found.size())))
                .flatMap(some -> whereAndWhen(some).stream()) // mostly the first are enough
                .flatMap(other -> Others.of(place, since, other).stream())
                .limit(MAX_OTHERS);
        var wentOn = Stream.concat(Stream.of(known.own()), known.ancestors().stream())
                .flatMap(before -> before.takenOverAt().stream().flatMap(at -> Others.of(place, at, before).stream()));
        return Stream.concat(wentOn, others).toList();
    }

    private List<Context> whereAndWhen(List<ContextVersion> others) {
        var waiting = unwritten.waiting();
        return recent.ofThoseHereOr(others, store::loadWhereAndWhen).stream()
                .map(waiting::on)
                .toList();
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
        var own = read(() -> store.withAncestors(instanceId, caller)).stream()
                .findFirst()
                .map(context -> Place.of(context.evidence().workState(instanceId, now)))
                .orElse(Place.UNKNOWN)
                .at(hostMachine, workingDirectory);
        return Colleagues.of(
                own.branch() == null ? own.on(branchIn(own, project, now, caller)) : own,
                read(() -> store.atWork(project, instanceId, previousSession, MAX_COLLEAGUES, caller)),
                other -> other.evidence().workState(other.instanceId(), now),
                now);
    }

    /** A directory stays on its branch when the next session begins in it. */
    private @Nullable String branchIn(Place place, String project, Instant now, Caller caller) {
        var machine = place.hostMachine();
        var directory = place.directory();
        return machine == null || directory == null
                ? null
                : read(() -> store.newestIn(project, machine, directory, caller)).stream()
                        .findFirst()
                        .map(last -> last.evidence()
                                .workState(last.instanceId(), now)
                                .git()
                                .branch())
                        .orElse(null);
    }

    /**
     * What git said to that very instance, not to those whose work it continues.
     *
     * @param first what it said first, when it is at work already; else what it said last
     */
    @Nullable
    Seen<Observation> gitSeenBy(String instanceId, boolean first) {
        var own = own(instanceId).repository().inheritedFrom(instanceId);
        return first ? own.began().seen() : own.observed().seen();
    }

    /** Whether the agent has done anything, as far as that is known. */
    boolean hasUsedTools(String instanceId) {
        return !own(instanceId).toolCalls().noneAfter(Instant.MIN);
    }

    /**
     * Whether the agent has used no tool since it took over the work of {@code before}, or at all where that moment is
     * not known; false when {@code before} is not, as it may have been purged.
     */
    boolean hasOnlyResumed(String instanceId, String before) {
        var calls = own(instanceId).toolCalls();
        return store.load(List.of(before)).stream()
                .map(context -> context.takenOverAt().orElse(Instant.MIN))
                .anyMatch(since -> calls.noneAfter(since));
    }

    /** Of that very instance; nothing where there is none. */
    private Evidence own(String instanceId) {
        var waiting = unwritten.waiting();
        return store.load(List.of(instanceId)).stream()
                .map(waiting::on)
                .map(Context::evidence)
                .findFirst()
                .orElse(Evidence.NONE);
    }
}
