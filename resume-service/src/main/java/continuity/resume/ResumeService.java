package continuity.resume;

import continuity.contracts.Instance;
import continuity.contracts.InstanceId;
import continuity.kit.problem.InstanceNotFound;
import continuity.kit.problem.Unavailable;
import continuity.kit.security.Caller;
import continuity.kit.sql.DatabaseFailure;
import continuity.resume.Claims.Claimant;
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
import continuity.resume.packet.Summary;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The main path of a resume: find which one, claim it, word it. */
@ApplicationScoped
class ResumeService {

    private static final Logger LOG = Logger.getLogger(ResumeService.class);

    private final Targets targets;
    private final Claims claims;
    private final ContextService contexts;
    private final Registry registry;
    private final LagMeter meter;

    ResumeService(Targets targets, Claims claims, ContextService contexts, Registry registry, LagMeter meter) {
        this.targets = targets;
        this.claims = claims;
        this.contexts = contexts;
        this.registry = registry;
        this.meter = meter;
    }

    /**
     * @throws ResumeRefused if nothing can be resumed, or not by this caller
     * @throws InstanceNotFound if the id is unknown, or outside the caller's scope
     */
    ResumeOutcome resume(ResumeRequest request, Caller caller, Instant now) {
        var own = targets.own(request, caller);
        var ownId = own.map(Candidate::instanceId).orElse("");
        return switch (targets.find(request, own, caller, now)) {
            case Target.Question question -> question.several();
            case Target.One target -> resume(target, new Claimant(request, ownId, caller), now);
        };
    }

    /** The same as a question only: nothing is claimed. */
    Several candidates(ResumeRequest request, Caller caller, Instant now) {
        return targets.list(request, caller, now);
    }

    private Resumed resume(Target.One target, Claimant claimant, Instant now) {
        var request = claimant.request();
        var caller = claimant.caller();
        var measuring = measuring(target.instanceId());
        var seen = contexts.find(target.instanceId(), caller);
        var claim = claims.claim(target, seen, claimant);
        var measured = measuring.answer();
        var successor = claim.successor();
        var asksAgain = claimant.ownId().equals(claim.instance().supersededBy());
        var known = afterClaim(() -> contexts.find(target.instanceId(), newestEvent(measured), caller), seen);
        var run = pastRun(known, claim.instance(), measured, now);
        var others = afterClaim(
                () -> contexts.workedSince(known, run, successor.instanceId(), caller), List.<OtherWork>of());
        var git = afterClaim(() -> contexts.gitSeenBy(claimant.ownId(), asksAgain), null);
        var destination = new Destination(request.hostMachine(), request.workingDirectory(), request.project(), git);
        return answer(target, successor, run.seenFrom(destination, others), now);
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

    private static Resumed answer(Target.One target, Instance successor, PastRun run, Instant now) {
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
