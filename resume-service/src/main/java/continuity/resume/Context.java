package continuity.resume;

import continuity.contracts.Instance;
import continuity.resume.fold.Evidence;
import continuity.resume.packet.Basis;
import continuity.resume.packet.PastRun;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one instance.
 *
 * @param project decides who may see it
 * @param version of the stored row; a write succeeds only on the version that was read
 * @param foldVersion which fold wrote it
 */
record Context(String instanceId, String project, Evidence evidence, long version, int foldVersion) {

    Context joined(Evidence more) {
        return new Context(instanceId, project, evidence.join(more), version, foldVersion);
    }

    @Nullable
    Instance instance() {
        return evidence.session().row().instance();
    }

    /**
     * This run as something to go on from.
     *
     * @param own evidence of this instance alone, {@link #evidence} holding what it inherited as well
     */
    PastRun pastRun(Instance instance, Evidence own, Instant now) {
        var seen = evidence.session().lastHeartbeat();
        return new PastRun(
                instance,
                seen == null ? instance.lastHeartbeat() : seen,
                evidence.workState(instanceId, now),
                basis(),
                Standing.of(own) == Standing.FINISHED);
    }

    private Basis basis() {
        var events = evidence.session().events();
        return new Basis(kind(), events.missing());
    }

    private Basis.Kind kind() {
        var session = evidence.session();
        if (evidence.milestones().checkpoint().seen() != null) {
            return Basis.Kind.CHECKPOINT;
        }
        if (session.events().last() > 0) {
            return session.events().complete() ? Basis.Kind.COMPLETE_RECORDS : Basis.Kind.RECORDS;
        }
        return session.work().seen() == null ? Basis.Kind.REGISTRY_ROW : Basis.Kind.COMMANDS;
    }
}
