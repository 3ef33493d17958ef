package continuity.resume;

import continuity.contracts.Instance;
import continuity.resume.fold.Evidence;
import continuity.resume.fold.FoldVersion;
import continuity.resume.fold.Seen;
import continuity.resume.packet.Basis;
import continuity.resume.packet.Destination;
import continuity.resume.packet.Lag;
import continuity.resume.packet.PastRun;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
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
        var work = before.takenOverAt().map(before.evidence::takenOver).orElse(before.evidence);
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

    /**
     * This run as something to go on from, {@link #evidence} holding what it inherited as well.
     *
     * @param own of this instance alone
     * @param ancestors those that it inherited from
     */
    PastRun pastRun(Instance instance, Context own, List<Context> ancestors, Lag lag, Instant now) {
        var work = takenOverAt(instance).map(evidence::takenOver).orElse(evidence);
        var newest = work.session().work().seen();
        var lastSign = Stream.of(
                        Optional.of(instance.lastHeartbeat()),
                        Optional.ofNullable(own.evidence().session().lastHeartbeat()),
                        Optional.ofNullable(own.evidence().session().work().seen())
                                .map(Seen::at))
                .flatMap(Optional::stream)
                .max(Comparator.naturalOrder())
                .orElseThrow();
        return new PastRun(
                instance,
                lastSign,
                newest == null ? "registry row" : newest.source(),
                work.workState(instanceId, now),
                basis(own, ancestors, lag),
                Standing.endedOnPurpose(instance, own.evidence()),
                Destination.UNKNOWN,
                List.of());
    }

    /** The state is no firmer than the thinnest of the runs that worked on it, and has the holes of each. */
    private Basis basis(Context own, List<Context> ancestors, Lag lag) {
        var all = Stream.concat(Stream.of(own), ancestors.stream())
                .map(Context::evidence)
                .toList();
        var kind = all.stream()
                .map(Context::kind)
                .filter(one -> one != Basis.Kind.REGISTRY_ROW)
                .max(Comparator.naturalOrder())
                .orElse(Basis.Kind.REGISTRY_ROW);
        var missing =
                all.stream().mapToLong(one -> one.session().events().missing()).sum();
        return new Basis(kind, missing, lag, condition.repairs());
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
