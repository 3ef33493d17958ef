package continuity.resume;

import continuity.contracts.Instance;
import continuity.contracts.InstanceStatus;
import continuity.resume.fold.Evidence;
import continuity.resume.packet.PastRun;
import java.util.Locale;

/** What a resume may do with an instance. */
enum Standing {
    /** It lives; only an operator may take its work away. */
    ACTIVE,
    /** It ended and nobody asked for that: what hints find. */
    INTERRUPTED,
    /** It was closed on purpose; resumed only when named by its id, or when closed ones are asked for. */
    FINISHED,
    /** Another instance goes on with its work. */
    SUPERSEDED,
    /** The registry has not been heard of it yet. */
    UNKNOWN;

    /** @param evidence of that instance alone, without what it inherited */
    static Standing of(Evidence evidence) {
        var instance = evidence.session().row().instance();
        if (instance == null) {
            return UNKNOWN;
        }
        if (instance.supersededBy() != null) {
            return SUPERSEDED;
        }
        return switch (instance.status()) {
            case ACTIVE -> ACTIVE;
            case STALE -> INTERRUPTED;
            case CLOSED ->
                PastRun.UNEXPLAINED_END.equals(instance.closedReason()) && wasCutOff(evidence) ? INTERRUPTED : FINISHED;
        };
    }

    /** Whether it ended on purpose; who has taken its work over since does not change that. */
    static boolean endedOnPurpose(Instance instance, Evidence evidence) {
        var reason = instance.closedReason();
        return instance.status() == InstanceStatus.CLOSED
                && !PastRun.TAKEN_OVER.equals(reason)
                && !(PastRun.UNEXPLAINED_END.equals(reason) && wasCutOff(evidence));
    }

    /** In the middle of a turn, or with a status line: somebody sat there and did not say goodbye. */
    private static boolean wasCutOff(Evidence evidence) {
        return evidence.openTurn()
                || evidence.isResuming()
                || evidence.session().reportsContext();
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Standing of(String stored) {
        return valueOf(stored.toUpperCase(Locale.ROOT));
    }
}
