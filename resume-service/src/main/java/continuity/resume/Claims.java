package continuity.resume;

import continuity.contracts.Instance;
import continuity.contracts.InstanceStatus;
import continuity.kit.problem.InstanceNotFound;
import continuity.kit.problem.Unavailable;
import continuity.kit.security.Caller;
import continuity.resume.HintResolution.Rule;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Objects;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Claims the work of an instance for the caller, if that may be. */
@ApplicationScoped
class Claims {

    private static final Logger LOG = Logger.getLogger(Claims.class);

    private final Registry registry;
    private final ContextService contexts;

    Claims(Registry registry, ContextService contexts) {
        this.registry = registry;
        this.contexts = contexts;
    }

    /**
     * Who wants to go on with the work.
     *
     * @param ownId the caller's own instance; empty when it has none
     */
    record Claimant(ResumeRequest request, String ownId, Caller caller) {}

    /** @param instance as it was before */
    record Claim(Instance instance, Instance successor) {}

    /**
     * What we know of a run that has ended is enough if the registry knows nothing newer; else its row decides, as ours
     * may be behind.
     *
     * @param seen what we know of the target
     * @throws ResumeRefused if it may not be resumed, or not by this claimant
     * @throws InstanceNotFound if the id is unknown, or outside the caller's scope
     */
    Claim claim(Target.One target, Known seen, Claimant claimant) {
        var row = seen.own().evidence().session().row();
        var instance = row.instance();
        if (instance != null && row.revision() > 0 && isFree(instance)) {
            try {
                return claim(target, seen, instance, row.revision(), claimant);
            } catch (ResumeRefused.ByRegistry e) {
                LOG.debugf("%s has changed since revision %d: %s", target.instanceId(), row.revision(), e.problem());
            }
        }
        return claim(target, seen, registry.find(target.instanceId()), null, claimant);
    }

    private Claim claim(Target.One target, Known seen, Instance instance, @Nullable Long revision, Claimant claimant) {
        requireResumable(instance, target.rule(), claimant);
        var succession = succession(instance, revision, seen, claimant.request());
        return new Claim(instance, registry.succeed(instance.instanceId(), succession));
    }

    private static boolean isFree(Instance instance) {
        return instance.status() != InstanceStatus.ACTIVE && instance.supersededBy() == null;
    }

    private void requireResumable(Instance instance, Rule rule, Claimant claimant) {
        var id = instance.instanceId();
        if (claimant.ownId().equals(id) || isSession(instance, claimant.request())) {
            throw new ResumeRefused.IsCaller(id);
        }
        var successor = instance.supersededBy();
        if (successor == null) {
            requireEnded(instance, rule, claimant);
        } else if (!successor.equals(claimant.ownId()) && !isSession(successor, claimant.request())) {
            throw new ResumeRefused.Superseded(id, successor);
        }
    }

    private void requireEnded(Instance instance, Rule rule, Claimant claimant) {
        var caller = claimant.caller();
        var forced =
                claimant.request().forces() && rule != Rule.LATEST && (caller.is("operator") || caller.is("admin"));
        if (instance.status() == InstanceStatus.ACTIVE && !forced && !isHeldByATerminal(instance)) {
            var life = registry.life(instance.instanceId());
            if (life.isCertain() || (life.quiet() && !rule.namesInstance())) {
                throw new ResumeRefused.Active(instance.instanceId(), life);
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
}
