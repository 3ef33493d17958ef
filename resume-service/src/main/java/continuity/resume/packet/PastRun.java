package continuity.resume.packet;

import continuity.contracts.Instance;
import continuity.contracts.InstanceStatus;
import continuity.contracts.WorkState;
import java.time.Instant;

/**
 * The run whose work is to go on.
 *
 * @param lastSign the last sign of life, from whatever record
 * @param work with that of the runs before it, whose work it had taken over
 * @param finished true when it ended on purpose; false when it was interrupted
 */
public record PastRun(Instance instance, Instant lastSign, WorkState work, Basis basis, boolean finished) {

    /** The registry's reason for an end that was only the takeover itself. */
    private static final String SUPERSEDED = "superseded";

    /** Whether it was taken over although nothing says that it has ended. */
    boolean mayStillRun() {
        return instance.status() == InstanceStatus.ACTIVE;
    }

    /** Whether it ended by itself, before somebody took it over. */
    boolean wasSeenToEnd() {
        return instance.status() == InstanceStatus.CLOSED && !SUPERSEDED.equals(instance.closedReason());
    }

    /** Time of the newest evidence of work, else the last sign of life. */
    Instant newestEvidence() {
        var newest = work.newestEvidenceAt();
        return newest == null ? lastSign : newest;
    }

    /** Whether files were edited since git was last asked. */
    boolean gitIsOutdated() {
        var observed = work.git().observedAt();
        return observed != null
                && work.files().stream().anyMatch(file -> file.lastModified().isAfter(observed));
    }

    /** A path as people of that project write it: from the working directory. */
    String relative(String path) {
        var directory = work.environment().workingDirectory();
        var prefix = directory == null || directory.endsWith("/") ? directory : directory + "/";
        return prefix != null && path.length() > prefix.length() && path.startsWith(prefix)
                ? path.substring(prefix.length())
                : path;
    }
}
