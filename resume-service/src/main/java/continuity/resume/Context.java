package continuity.resume;

import continuity.contracts.Instance;
import continuity.resume.fold.Evidence;
import continuity.resume.fold.FoldVersion;
import continuity.resume.packet.PastRun;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one instance.
 *
 * @param project decides who may see it
 * @param version of the stored row; a write succeeds only on the version that was read
 * @param foldVersion which fold wrote it
 * @param condition whether the row can be relied on
 */
record Context(
        String instanceId, String project, Evidence evidence, long version, int foldVersion, Condition condition) {

    /** Of an instance of which nothing is stored. */
    static Context fresh(String instanceId, String project, Evidence evidence) {
        return new Context(instanceId, project, evidence, 0, FoldVersion.CURRENT, Condition.SOUND);
    }

    Context joined(Evidence more) {
        return joined(more, condition);
    }

    Context joined(Evidence more, Condition after) {
        return new Context(instanceId, project, evidence.join(more), version, foldVersion, after);
    }

    /** As it is stored after it was written. */
    Context written() {
        return new Context(instanceId, project, evidence, version + 1, FoldVersion.CURRENT, condition);
    }

    /**
     * Whether its row was lost once, and what it knows came later; of one that was rebuilt no more can be had.
     *
     * @param newestEvent the newest that there is, 0 while unknown
     */
    boolean lacksItsBeginning(long newestEvent) {
        var ranges = evidence.session().events().ranges();
        var begins = ranges.isEmpty() ? newestEvent + 1 : ranges.getFirst().from();
        return begins > 1 && condition.equals(Condition.SOUND);
    }

    /** With the work of one whose work it continues. */
    Context inheriting(Context before) {
        var row = before.instance();
        var work = row == null ? before.evidence : before.workToGoOnFrom(row);
        return joined(work.inheritedFrom(before.instanceId), condition.with(before.condition));
    }

    @Nullable
    Instance instance() {
        return evidence.session().row().instance();
    }

    /** When another instance took its work over, if it was not closed already, after which nobody knows that moment. */
    Optional<Instant> takenOverAt() {
        return takenOverAt(instance());
    }

    private static Optional<Instant> takenOverAt(@Nullable Instance instance) {
        return instance == null || !PastRun.TAKEN_OVER.equals(instance.closedReason())
                ? Optional.empty()
                : Optional.ofNullable(instance.closedAt());
    }

    /** As that instance left it, of which the registry may know more by now. */
    Evidence workToGoOnFrom(Instance instance) {
        return takenOverAt(instance).map(evidence::takenOver).orElse(evidence);
    }
}
