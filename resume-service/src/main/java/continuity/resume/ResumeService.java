package continuity.resume;

import continuity.contracts.Instance;
import continuity.contracts.InstanceId;
import continuity.contracts.InstanceStatus;
import continuity.kit.problem.InstanceNotFound;
import continuity.kit.problem.Unavailable;
import continuity.kit.security.Caller;
import continuity.kit.sql.DatabaseFailure;
import continuity.resume.HintResolution.Rule;
import continuity.resume.ResumeOutcome.Match;
import continuity.resume.ResumeOutcome.Resumed;
import continuity.resume.ResumeOutcome.Several;
import continuity.resume.lag.LagMeter;
import continuity.resume.lag.LagMeter.Measured;
import continuity.resume.lag.LagMeter.Measuring;
import continuity.resume.packet.Citation;
import continuity.resume.packet.Confidence;
import continuity.resume.packet.Destination;
import continuity.resume.packet.Drift;
import continuity.resume.packet.Lag;
import continuity.resume.packet.NextSteps;
import continuity.resume.packet.OtherWork;
import continuity.resume.packet.Packet;
import continuity.resume.packet.PastRun;
import continuity.resume.packet.StoredText;
import continuity.resume.packet.Summary;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The main path of a resume: which one, may it be, claim it, word it. */
@ApplicationScoped
class ResumeService {

    private static final Logger LOG = Logger.getLogger(ResumeService.class);
    private static final Pattern NUMBER = Pattern.compile("\\d{1,2}");

    /** Where a list is shown that no client session asked for. */
    private static final String TERMINAL = "";

    /** Length of a goal in a list, in characters. */
    private static final int MAX_GOAL = 120;

    private final ContextService contexts;
    private final CandidateStore candidates;
    private final ChoiceStore choices;
    private final Registry registry;
    private final LagMeter meter;

    ResumeService(
            ContextService contexts,
            CandidateStore candidates,
            ChoiceStore choices,
            Registry registry,
            LagMeter meter) {
        this.contexts = contexts;
        this.candidates = candidates;
        this.choices = choices;
        this.registry = registry;
        this.meter = meter;
    }

    /** One instance, and the rule that led to it. */
    private record Target(Rule rule, String instanceId) {}

    /**
     * @throws ResumeRefused if nothing can be resumed, or not by this caller
     * @throws InstanceNotFound if the id is unknown, or outside the caller's scope
     */
    ResumeOutcome resume(ResumeRequest request, Caller caller, Instant now) {
        var chosen = choice(request, caller, now);
        if (chosen.isPresent()) {
            return resume(chosen.get(), request, caller, now);
        }
        var hint = Hint.of(request.hint());
        var before = hint.isLatest() ? resumedBefore(request, caller) : null;
        if (before != null) {
            return resume(new Target(Rule.LATEST, before), request, caller, now);
        }
        var resolution = resolve(hint, request, caller);
        var matches = resolution.matches();
        if (resolution.isQuestion() || (request.choice() != null && !matches.isEmpty())) {
            return several(hint, resolution, placeOf(request), caller, now);
        }
        if (matches.isEmpty()) {
            refuseCallerItself(hint, request, caller);
        }
        var one = matches.isEmpty() ? resolution.inTheWay() : matches;
        if (!one.isEmpty() && (!matches.isEmpty() || one.size() == 1)) {
            return resume(new Target(resolution.rule(), one.getFirst().instanceId()), request, caller, now);
        }
        var fullId = hint.fullId();
        if (one.isEmpty()
                && fullId != null
                && !hint.namesMachine()) { // perhaps so new that no record of it has arrived
            return resume(new Target(Rule.FULL_ID, fullId), request, caller, now);
        }
        throw new ResumeRefused.NothingToResume(hint, request.wantsClosed(), resolution.inTheWay());
    }

    /**
     * What the caller's session has resumed without doing anything since: whoever asks for the latest again has not
     * seen the answer, and another instance would be claimed beside it.
     */
    private @Nullable String resumedBefore(ResumeRequest request, Caller caller) {
        var own = ownId(request, caller);
        var before = own.isEmpty() ? null : registry.find(own).resumedFrom();
        return before != null && contexts.hasOnlyResumed(own, before) ? before : null;
    }

    /** The caller's own instance; empty when it has none. */
    private String ownId(ResumeRequest request, Caller caller) {
        return own(request, caller).map(Candidate::instanceId).orElse("");
    }

    private void refuseCallerItself(Hint hint, ResumeRequest request, Caller caller) {
        own(request, caller).filter(own -> HintResolution.names(hint, own)).ifPresent(own -> {
            throw new ResumeRefused.IsCaller(own.instanceId());
        });
    }

    private Optional<Candidate> own(ResumeRequest request, Caller caller) {
        return candidates.ofSession(request.client(), request.clientSessionId(), caller);
    }

    /**
     * The same as a question only: nothing is claimed. The list may be chosen from; but unless a client session asks,
     * nobody may have seen it, so that a number alone does not mean it.
     */
    Several candidates(ResumeRequest request, Caller caller, Instant now) {
        var hint = Hint.of(request.hint());
        return several(hint, resolve(hint, request, caller), request.clientSessionId(), caller, now);
    }

    private HintResolution resolve(Hint hint, ResumeRequest request, Caller caller) {
        var known = hint.isLatest()
                ? candidates.latest(request.wantsClosed(), request.project(), caller)
                : candidates.meantBy(hint, caller);
        var others = known.stream()
                .filter(candidate -> !candidate.isSession(request.client(), request.clientSessionId()))
                .toList();
        return HintResolution.of(hint, request.wantsClosed(), request.project(), others);
    }

    /** A number refers to a list: explicitly, or as a bare hint after one was shown in this place. */
    private Optional<Target> choice(ResumeRequest request, Caller caller, Instant now) {
        var hint = Hint.of(request.hint());
        if (request.choice() != null) {
            var list = request.listId() == null
                    ? lastShown(request, caller, now)
                    : choices.find(UUID.fromString(request.listId()), caller.subject(), now);
            if (request.listId() == null
                    && !hint.isLatest()
                    && list.filter(shown -> shown.hint().equals(hint)).isEmpty()) {
                return Optional.empty(); // the list of that hint is shown first
            }
            return Optional.of(target(list.orElseThrow(ResumeRefused.ListNotFound::new), request.choice()));
        }
        return NUMBER.matcher(hint.text()).matches()
                ? lastShown(request, caller, now).map(list -> target(list, Integer.parseInt(hint.text())))
                : Optional.empty();
    }

    private Optional<ChoiceList> lastShown(ResumeRequest request, Caller caller, Instant now) {
        return choices.lastShown(caller.subject(), placeOf(request), now);
    }

    private static String placeOf(ResumeRequest request) {
        return Objects.requireNonNullElse(request.clientSessionId(), TERMINAL);
    }

    private static Target target(ChoiceList list, int n) {
        return new Target(list.rule(), list.chosen(n));
    }

    private Several several(Hint hint, HintResolution resolution, @Nullable String place, Caller caller, Instant now) {
        var shown = resolution.matches().stream().limit(ChoiceList.MAX_LENGTH).toList();
        var ids = shown.stream().map(Candidate::instanceId).toList();
        var list = new ChoiceList(UUID.randomUUID(), hint, resolution.rule(), ids);
        choices.keep(list, caller.subject(), place, now);
        var goals = candidates.goals(ids, caller);
        var matches = IntStream.range(0, shown.size())
                .mapToObj(i -> match(i + 1, shown.get(i), goals.get(ids.get(i)), now))
                .toList();
        return new Several(list.rule(), list.listId(), message(resolution, shown.size()), matches);
    }

    private static String message(HintResolution resolution, int shown) {
        var all = resolution.matches().size();
        var more = all > shown ? ", the newest %d of which are listed".formatted(shown) : "";
        var found = resolution.rule() == Rule.LATEST_ELSEWHERE
                ? "No session of this project can be resumed%s, but %d of other projects can be"
                        .formatted(ResumeRefused.because(resolution.inTheWay()), all)
                : "Found by the rule %s: %d".formatted(resolution.rule(), all);
        return found + more + "; choose by number within 15 minutes";
    }

    private static Match match(int n, Candidate candidate, @Nullable String goal, Instant now) {
        var age = Duration.between(candidate.lastHeartbeat(), now).toSeconds();
        return new Match(
                n,
                candidate.instanceId(),
                candidate.project(),
                candidate.hostMachine(),
                candidate.status(),
                candidate.currentEpic(),
                Math.max(0, age),
                candidate.client(),
                candidate.workingDirectory(),
                goal == null ? null : StoredText.clean(goal, MAX_GOAL));
    }

    private Resumed resume(Target target, ResumeRequest request, Caller caller, Instant now) {
        var measuring = measuring(target.instanceId());
        var seen = contexts.find(target.instanceId(), caller);
        var ownId = ownId(request, caller);
        var claim = claim(target, seen, ownId, request, caller);
        var measured = measuring.answer();
        var successor = claim.successor();
        var asksAgain = ownId.equals(claim.instance().supersededBy());
        var known = afterClaim(() -> contexts.find(target.instanceId(), newestEvent(measured), caller), seen);
        var run = pastRun(known, claim.instance(), measured, now);
        var others = afterClaim(
                () -> contexts.workedSince(known, run, successor.instanceId(), caller), List.<OtherWork>of());
        var git = afterClaim(() -> contexts.gitSeenBy(ownId, asksAgain), null);
        var destination = new Destination(request.hostMachine(), request.workingDirectory(), request.project(), git);
        return answer(target, successor, run.seenFrom(destination, others), now);
    }

    /** @param instance as it was before */
    private record Claim(Instance instance, Instance successor) {}

    /**
     * What we know of a run that has ended is enough if the registry knows nothing newer; else its row decides, as ours
     * may be behind.
     */
    private Claim claim(Target target, Known seen, String ownId, ResumeRequest request, Caller caller) {
        var row = seen.own().evidence().session().row();
        var instance = row.instance();
        if (instance != null && row.revision() > 0 && isFree(instance)) {
            try {
                return claim(target, seen, instance, row.revision(), ownId, request, caller);
            } catch (ResumeRefused.ByRegistry e) {
                LOG.debugf("%s has changed since revision %d: %s", target.instanceId(), row.revision(), e.problem());
            }
        }
        return claim(target, seen, registry.find(target.instanceId()), null, ownId, request, caller);
    }

    private Claim claim(
            Target target,
            Known seen,
            Instance instance,
            @Nullable Long revision,
            String ownId,
            ResumeRequest request,
            Caller caller) {
        requireResumable(instance, target.rule(), ownId, request, caller);
        var succession = succession(instance, revision, seen, request);
        return new Claim(instance, registry.succeed(instance.instanceId(), succession));
    }

    private static boolean isFree(Instance instance) {
        return instance.status() != InstanceStatus.ACTIVE && instance.supersededBy() == null;
    }

    /** The claim stands, so the rest is told without what cannot be read now. */
    private static <T extends @Nullable Object> T afterClaim(Supplier<T> reading, T otherwise) {
        try {
            return reading.get();
        } catch (Unavailable | DatabaseFailure | InstanceNotFound | ResumeRefused e) {
            LOG.warnf("a resume is told without what cannot be read: %s", e.toString());
            return otherwise;
        }
    }

    private Measuring measuring(String instanceId) {
        return InstanceId.parse(instanceId).map(meter::begin).orElseThrow(() -> new InstanceNotFound(instanceId));
    }

    /** How far the state reaches when nothing of it is lost; 0 while records are unread, or that is not known. */
    private static long newestEvent(Measured measured) {
        var allIsRead = Objects.equals(measured.unreadRecords(), 0L);
        return allIsRead ? Objects.requireNonNullElse(measured.newestEvent(), 0L) : 0;
    }

    private static PastRun pastRun(Known known, Instance instance, Measured measured, Instant now) {
        var readTo = known.own().evidence().session().events().last();
        var lag = Lag.of(measured.unreadRecords(), measured.newestEvent(), readTo);
        return known.pastRun(instance, lag, now);
    }

    /** @param ownId the caller's own instance; empty when it has none */
    private void requireResumable(Instance instance, Rule rule, String ownId, ResumeRequest request, Caller caller) {
        var id = instance.instanceId();
        if (ownId.equals(id) || isSession(instance, request)) {
            throw new ResumeRefused.IsCaller(id);
        }
        var successor = instance.supersededBy();
        if (successor != null && !successor.equals(ownId) && !isSession(successor, request)) {
            throw new ResumeRefused.Superseded(id, successor);
        }
        var forced = request.forces() && rule != Rule.LATEST && (caller.is("operator") || caller.is("admin"));
        if (instance.status() == InstanceStatus.ACTIVE
                && successor == null
                && !forced
                && !isHeldByATerminal(instance)) {
            var life = registry.life(id);
            if (life.isCertain() || (life.quiet() && !rule.namesInstance())) {
                throw new ResumeRefused.Active(id, life);
            }
        }
    }

    /**
     * Somebody resumed it by our own command line, and no agent has gone on with it: there is nobody to take it from.
     */
    private boolean isHeldByATerminal(Instance instance) {
        return Instance.COMMAND_LINE.equals(instance.client())
                && instance.clientSessionId() == null
                && !contexts.hasUsedTools(instance.instanceId());
    }

    /** The caller may have become that instance a moment ago, of which no record has arrived yet. */
    private boolean isSession(String successorId, ResumeRequest request) {
        try {
            return request.clientSessionId() != null && isSession(registry.find(successorId), request);
        } catch (InstanceNotFound | Unavailable e) {
            return false;
        }
    }

    private static boolean isSession(Instance instance, ResumeRequest request) {
        return request.clientSessionId() != null
                && request.clientSessionId().equals(instance.clientSessionId())
                && Objects.equals(request.client(), instance.client());
    }

    private static Succession succession(
            Instance instance, @Nullable Long revision, Known known, ResumeRequest request) {
        var checkpoint = known.own().evidence().milestones().checkpoint().seen();
        return new Succession(
                instance.generation(),
                revision,
                request.client(),
                request.clientSessionId(),
                request.hostMachine(),
                request.workingDirectory() == null ? sameDirectory(known, request) : request.workingDirectory(),
                checkpoint == null
                        ? "context:" + instance.instanceId()
                        : checkpoint.value().checkpointId(),
                instance.contextPercent(),
                "resume");
    }

    /** Where the files are, if that is on the same machine; else nobody knows. */
    private static @Nullable String sameDirectory(Known known, ResumeRequest request) {
        var there = known.environment();
        return request.hostMachine() == null || request.hostMachine().equals(there.hostMachine())
                ? there.workingDirectory()
                : null;
    }

    private static Resumed answer(Target target, Instance successor, PastRun run, Instant now) {
        return new Resumed(
                "resumed",
                target.rule(),
                successor.instanceId(),
                run.instance().instanceId(),
                Summary.of(run),
                NextSteps.of(run),
                Confidence.of(run, now),
                Citation.of(run),
                Drift.of(run, now),
                run.basis().lag(),
                Packet.of(run, now),
                Packet.fileName(run, now));
    }

    /**
     * A document for people about that run, with its file name; nothing is claimed.
     *
     * @param id full, or short
     */
    Handoff handoff(String id, Caller caller, Instant now) {
        var instanceId = registry.fullId(id);
        var measured = measuring(instanceId).answer();
        var known = contexts.find(instanceId, newestEvent(measured), caller);
        var instance = Objects.requireNonNull(known.own().instance(), "found instances have a registry row");
        var run = pastRun(known, instance, measured, now);
        var since = run.seenFrom(Destination.UNKNOWN, contexts.workedSince(known, run, "", caller));
        return new Handoff(Packet.fileName(since, now), Packet.handoff(since, now));
    }

    /** @param text markdown */
    record Handoff(String fileName, String text) {}
}
