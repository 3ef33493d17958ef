package continuity.resume.packet;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What may no longer be as the state says, in whole sentences. */
public final class Drift {

    /** From this age on we say that the world has moved. */
    static final Duration OLD = Duration.ofHours(2);

    private static final int MAX_PATH = 200;

    private Drift() {}

    public static List<String> of(PastRun run, Destination destination, Instant now) {
        var drift = new ArrayList<String>();
        var newest = run.newestEvidence();
        if (Duration.between(newest, now).compareTo(OLD) > 0) {
            drift.add("The newest evidence is %s old (%s): branch, files and decisions may have moved on since."
                    .formatted(Ages.between(newest, now), Ages.at(newest)));
        }
        var machine = run.work().environment().hostMachine();
        var here = destination.hostMachine();
        if (machine != null && here != null && !machine.equals(here)) {
            var ahead = run.work().git().ahead();
            drift.add("The work happened on machine %s; this is %s. Its uncommitted files%s are there, not here."
                    .formatted(
                            StoredText.name(machine, MAX_PATH),
                            StoredText.name(here, MAX_PATH),
                            ahead == null || ahead == 0 ? "" : " and " + Counts.commits(ahead) + " not pushed"));
        }
        var directory = run.work().environment().workingDirectory();
        var directoryHere = destination.workingDirectory();
        if (directory != null && directoryHere != null && !directory.equals(directoryHere)) {
            drift.add("The work happened in %s; this is %s. Paths below are relative to the former."
                    .formatted(StoredText.quote(directory, MAX_PATH), StoredText.quote(directoryHere, MAX_PATH)));
        }
        if (!run.wasSeenToEnd()) {
            drift.add("The old session was never seen to end (last sign of life %s ago): it may still be running."
                    .formatted(Ages.between(run.lastSign(), now)));
        }
        return drift;
    }
}
