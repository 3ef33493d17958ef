package continuity.resume.packet;

import continuity.contracts.WorkState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What may no longer be as the state says, in whole sentences, those of which there may be many last. */
public final class Drift {

    /** From this age on we say that the world has moved. */
    static final Duration OLD = Duration.ofHours(2);

    private static final int MAX_PATH = 120;

    private Drift() {}

    public static List<String> of(PastRun run, Instant now) {
        var drift = new ArrayList<String>();
        var newest = run.newestEvidence();
        if (Duration.between(newest, now).compareTo(OLD) > 0) {
            drift.add("The newest evidence is %s old (%s): branch, files and decisions may have moved on since %s."
                    .formatted(Ages.between(newest, now), Ages.at(newest), StoredText.cite(run.newestSource())));
        }
        if (!run.wasSeenToEnd()) {
            drift.add(
                    "The old session was never seen to end (last sign of life %s ago): it may still be running [registry]."
                            .formatted(Ages.between(run.lastSign(), now)));
        }
        var machine = run.work().environment().hostMachine();
        var here = run.destination().hostMachine();
        if (machine != null && here != null && run.isElsewhere()) {
            drift.add("The work happened on machine %s; this is %s [registry]."
                    .formatted(StoredText.name(machine, MAX_PATH), StoredText.name(here, MAX_PATH)));
            notHere(run, drift);
        }
        otherProject(run, drift);
        paths(run, drift);
        drift.addAll(Validity.of(run).differences());
        run.work().git().leftBehind().forEach(left -> drift.add(leftBehind(left)));
        run.others().forEach(other -> drift.add(since(run, other)));
        return drift;
    }

    private static void notHere(PastRun run, List<String> drift) {
        var work = onlyThere(run);
        if (!work.isEmpty()) {
            drift.add("On that machine only: %s %s."
                    .formatted(work, StoredText.cite(run.work().git().source())));
        }
    }

    /** What is in no commit, or in none that was pushed; empty where that is nothing. */
    static String onlyThere(PastRun run) {
        var git = run.work().git();
        var ahead = git.ahead() == null ? git.unpushed() : git.ahead();
        return notPushed(run.named(git.uncommitted(), git.uncommittedOmitted()), ahead, git.stashed());
    }

    /** What is in no commit, and not seen where the work goes on; empty where that is nothing. */
    static String uncommitted(PastRun run) {
        var git = run.work().git();
        var here = run.destination().git();
        var paths = git.uncommitted().stream()
                .filter(path -> here == null || !here.value().showsChanged(path))
                .toList();
        return notPushed(run.named(paths, git.uncommittedOmitted()), null, 0);
    }

    private static String leftBehind(WorkState.LeftBehind left) {
        var directory = left.directory();
        return "Left on machine %s%s%s, as of %s: %s %s."
                .formatted(
                        left.machine() == null ? "unknown" : StoredText.name(left.machine(), MAX_PATH),
                        directory == null ? "" : ", in " + StoredText.quote(directory, MAX_PATH),
                        left.branch() == null ? "" : ", on branch " + StoredText.quote(left.branch(), MAX_PATH),
                        Ages.at(left.at()),
                        left(left),
                        StoredText.cite(left.source()));
    }

    static String left(WorkState.LeftBehind left) {
        var changed = PastRun.namedIn(left.directory(), left.uncommitted(), left.uncommittedOmitted());
        return notPushed(changed, left.ahead(), left.stashed());
    }

    /** What only one place has; empty where that is nothing. */
    private static String notPushed(String changed, @Nullable Integer ahead, int stashed) {
        var work = new ArrayList<String>();
        if (!changed.isEmpty()) {
            work.add("uncommitted changes to " + changed);
        }
        if (ahead != null && ahead > 0) {
            work.add(Counts.commits(ahead) + " not pushed");
        }
        if (stashed > 0) {
            work.add(Counts.stashes(stashed));
        }
        return String.join(" and ", work);
    }

    private static void otherProject(PastRun run, List<String> drift) {
        var here = run.destination();
        var project = here.project();
        var directory = run.work().environment().workingDirectory();
        if (project != null && run.isOfOtherProject()) {
            drift.add(
                    "This is work of project %s%s; whoever goes on with it works on project %s%s. Go there first [registry]."
                            .formatted(
                                    StoredText.name(run.work().environment().project(), MAX_PATH),
                                    directory == null ? "" : ", in " + StoredText.quote(directory, MAX_PATH),
                                    StoredText.name(project, MAX_PATH),
                                    here.workingDirectory() == null
                                            ? ""
                                            : ", in " + StoredText.quote(here.workingDirectory(), MAX_PATH)));
        }
    }

    private static void paths(PastRun run, List<String> drift) {
        var paths = run.paths();
        if (paths.from() != null && paths.to() != null && paths.moves()) {
            drift.add("What was in %s is here in %s: relative paths below are of that directory%s [registry]."
                    .formatted(
                            StoredText.quote(paths.from(), MAX_PATH),
                            StoredText.quote(paths.to(), MAX_PATH),
                            run.isElsewhere() ? ", absolute ones of the old machine" : ""));
        }
        var left = uncommitted(run);
        if (run.isInOtherDirectory() && !left.isEmpty()) {
            drift.add("In the other directory only: %s %s."
                    .formatted(left, StoredText.cite(run.work().git().source())));
        }
    }

    private static String since(PastRun run, OtherWork other) {
        var branch = other.branch();
        var where = new ArrayList<String>();
        if (branch != null) {
            where.add("on the same branch, " + StoredText.quote(branch, MAX_PATH));
        }
        if (!other.files().isEmpty()) {
            where.add("in the same files, " + run.named(other.files(), 0));
        }
        var machine = other.hostMachine();
        var directory = other.directory();
        return "%s has worked since then%s%s %s, until %s %s."
                .formatted(
                        other.instanceId(),
                        machine == null ? "" : " on machine " + StoredText.name(machine, MAX_PATH),
                        directory == null ? "" : ", in " + StoredText.quote(directory, MAX_PATH) + ",",
                        String.join(" and ", where),
                        Ages.at(other.at()),
                        StoredText.cite(other.instanceId() + " " + other.source()));
    }
}
