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
                basis(own),
                Standing.of(own) == Standing.FINISHED);
    }

    private static Basis basis(Evidence own) {
        return new Basis(kind(own), own.session().events().missing());
    }

    /** A checkpoint vouches only for a log without holes: its own work state is not joined in. */
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
