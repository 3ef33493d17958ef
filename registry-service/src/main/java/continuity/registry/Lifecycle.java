package continuity.registry;

import continuity.contracts.Instance;
import continuity.contracts.InstanceStatus;
import continuity.registry.InstanceRefused.AlreadyClaimed;
import continuity.registry.InstanceRefused.Closed;
import continuity.registry.InstanceRefused.GenerationPassed;
import continuity.registry.InstanceRefused.RevisionPassed;
import continuity.registry.InstanceRefused.Superseded;
import org.jspecify.annotations.Nullable;

/**
 * What may still happen to an instance: active ⇄ stale → closed, closed → active by registering again, and superseded
 * at most once.
 *
 * <p>The decisions are taken on a row that the caller holds locked; {@link InstanceStore} carries them out.
 */
final class Lifecycle {

    private Lifecycle() {}

    /** Outcome of asking to continue an instance's work. */
    sealed interface Succession {

        /** Nobody continues it yet: go ahead. */
        record Granted() implements Succession {}

        /** This caller has claimed it before and gets the same answer again. */
        record Repeated(String successor) implements Succession {}
    }

    /**
     * Why an instance does not take a heartbeat of that generation.
     *
     * @param generation the run that sent it; null when the sender does not know, which counts as the current one
     * @throws InstanceRefused in every case but one: it would take it
     */
    static void requireAlive(Instance instance, @Nullable Integer generation) {
        requireNotSuperseded(instance);
        if (instance.status() == InstanceStatus.CLOSED) {
            throw new Closed(instance.instanceId());
        }
        requireGeneration(instance, generation);
    }

    /**
     * Whether a request to close still has something to do; closing twice is closing once.
     *
     * @throws GenerationPassed if the request comes from an older run and the instance is open
     */
    static boolean isToBeClosed(Instance instance, @Nullable Integer generation) {
        if (instance.status() == InstanceStatus.CLOSED) {
            return false;
        }
        requireGeneration(instance, generation);
        return true;
    }

    /** @throws Superseded if another instance continues this one's work */
    static void requireNotSuperseded(Instance instance) {
        var successor = instance.supersededBy();
        if (successor != null) {
            throw new Superseded(instance.instanceId(), successor);
        }
    }

    /**
     * Exactly one caller ever continues an instance's work, whether it is active, stale or closed.
     *
     * @param claimedBy who superseded it, as {@link Claim#claimant()} says; null while nobody has
     * @param ownInstance the instance that the claim names as its successor; null if it names none
     * @throws AlreadyClaimed if that was somebody else
     * @throws GenerationPassed if the agent was restarted since the caller looked
     */
    static Succession succession(
            Instance predecessor, @Nullable String claimedBy, Claim claim, @Nullable String ownInstance) {
        var successor = predecessor.supersededBy();
        if (successor == null) {
            requireGenerationSeen(predecessor, claim.generation());
            return new Succession.Granted();
        }
        if (claim.repeats(successor, claimedBy, ownInstance)) {
            return new Succession.Repeated(successor);
        }
        throw new AlreadyClaimed(predecessor.instanceId(), successor);
    }

    /** @throws RevisionPassed if the caller says what it saw, and that has changed */
    static void requireRevisionSeen(InstanceRow row, @Nullable Long revision) {
        if (revision != null && revision != row.revision()) {
            throw new RevisionPassed(row.instance().instanceId(), revision, row.revision());
        }
    }

    private static void requireGeneration(Instance instance, @Nullable Integer generation) {
        if (generation != null && generation < instance.generation()) {
            throw new GenerationPassed(instance.instanceId(), generation, instance.generation());
        }
    }

    private static void requireGenerationSeen(Instance instance, int generation) {
        if (generation != instance.generation()) {
            throw new GenerationPassed(instance.instanceId(), generation, instance.generation());
        }
    }
}
