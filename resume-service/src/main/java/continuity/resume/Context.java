package continuity.resume;

import continuity.contracts.Instance;
import continuity.resume.fold.Evidence;
import continuity.resume.fold.FoldVersion;
import continuity.resume.packet.Basis;
import continuity.resume.packet.Destination;
import continuity.resume.packet.Lag;
import continuity.resume.packet.PastRun;
import java.time.Instant;
import java.util.List;
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
        var work = before.takenOverAt().map(before.evidence::takenOver).orElse(before.evidence);
        return joined(work.inheritedFrom(before.instanceId), condition.with(before.condition));
    }

    @Nullable
    Instance instance() {
        return evidence.session().row().instance();
    }

    /** When another instance took its work over. */
    Optional<Instant> takenOverAt() {
        var instance = instance();
        return instance == null || instance.supersededBy() == null
                ? Optional.empty()
                : Optional.ofNullable(instance.closedAt());
    }

    /**
     * This run as something to go on from.
     *
     * @param own of this instance alone, {@link #evidence} holding what it inherited as well
     */
    PastRun pastRun(Instance instance, Context own, Lag lag, Instant now) {
        var seen = evidence.session().lastHeartbeat();
        var newest = evidence.session().work().seen();
        var ownEvidence = own.evidence();
        return new PastRun(
                instance,
                seen == null ? instance.lastHeartbeat() : seen,
                newest == null ? "registry row" : newest.source(),
                evidence.workState(instanceId, now),
                new Basis(kind(ownEvidence), ownEvidence.session().events().missing(), lag, condition.repairs()),
                Standing.endedOnPurpose(ownEvidence),
                Destination.UNKNOWN,
                List.of());
    }

    /** A checkpoint vouches only for a log without holes. */
    private static Basis.Kind kind(Evidence own) {
        var session = own.session();
        if (session.events().last() > 0) {
            if (!session.events().complete()) {
                return Basis.Kind.RECORDS;
            }
            return own.milestones().checkpoint().seen() == null ? Basis.Kind.COMPLETE_RECORDS : Basis.Kind.CHECKPOINT;
        }
        return session.work().seen() == null ? Basis.Kind.REGISTRY_ROW : Basis.Kind.COMMANDS;
    }
}
