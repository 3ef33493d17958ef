package continuity.resume.packet;

import continuity.contracts.Instance;
import continuity.contracts.InstanceStatus;
import continuity.contracts.WorkState;
import continuity.resume.fold.OtherBranch;
import continuity.resume.fold.PathMap;
import continuity.resume.fold.ToolCalls;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The run whose work is to go on.
 *
 * @param lastSign the last sign of life, from whatever record
 * @param newestSource the record of the newest evidence
 * @param work with that of the runs before it, whose work it had taken over; its environment is where the files are,
 *     which may be where one of those ran
 * @param finished true when it ended on purpose; false when it was interrupted
 * @param destination where its work is to go on
 * @param others who has worked in the same place since
 * @param otherBranches that it committed to and left
 * @param testsPassedAt when the tests last passed without figures, after those of the work; null if they did not
 */
public record PastRun(
        Instance instance,
        Instant lastSign,
        String newestSource,
        WorkState work,
        Basis basis,
        boolean finished,
        Destination destination,
        List<OtherWork> others,
        List<OtherBranch> otherBranches,
        @Nullable Instant testsPassedAt) {

    /** The registry's reason for an end that was only the takeover itself. */
    public static final String TAKEN_OVER = "superseded";

    /**
     * The reason that a client gives when it was not told why it ends: a dropped connection, or a headless run's end.
     */
    public static final String UNEXPLAINED_END = "other";

    /** After which the registry, with its own defaults, takes no run for alive, however long its tools need. */
    private static final Duration LONGEST_SILENCE = Duration.ofMinutes(16);

    private static final int MAX_NAMED = 3;
    private static final int MAX_PATH = 160;

    /** The same run, seen from where its work is to go on. */
    public PastRun seenFrom(Destination place, List<OtherWork> since) {
        return new PastRun(
                instance, lastSign, newestSource, work, basis, finished, place, since, otherBranches, testsPassedAt);
    }

    /** Whether the registry took it for alive when it was taken over, or may have. */
    boolean mayStillRun() {
        var takenAt = instance.closedAt();
        var livedWhenTaken = instance.status() == InstanceStatus.ACTIVE
                || (wasOnlyTakenOver()
                        && (takenAt == null || lastSign.plus(LONGEST_SILENCE).isAfter(takenAt)));
        return livedWhenTaken && !Instance.COMMAND_LINE.equals(instance.client());
    }

    /** Whether it ended by itself, before somebody took it over, or never was an agent's. */
    boolean wasSeenToEnd() {
        return (instance.status() == InstanceStatus.CLOSED && !wasOnlyTakenOver())
                || Instance.COMMAND_LINE.equals(instance.client());
    }

    /** Whether the registry closed it for no other reason than that. */
    boolean wasOnlyTakenOver() {
        return instance.status() == InstanceStatus.CLOSED && TAKEN_OVER.equals(instance.closedReason());
    }

    /** Time of the newest evidence of work, else the last sign of life. */
    public Instant newestEvidence() {
        var newest = work.newestEvidenceAt();
        return newest == null ? lastSign : newest;
    }

    /** How far the records reach: of what is not there no one record tells. */
    String upTo() {
        return work.lastEventSequence() > 0 ? "up to event %d".formatted(work.lastEventSequence()) : "no event";
    }

    /** Whether files were edited since git was last asked. */
    boolean gitIsOutdated() {
        var observed = work.git().observedAt();
        return observed != null
                && work.files().stream().anyMatch(file -> file.lastModified().isAfter(observed));
    }

    /** Whether a tool edited files after the tests ran last. */
    boolean editedSinceTests() {
        var tests = work.tests();
        if (tests == null) {
            return false;
        }
        var ran = passedSince().orElse(tests.at());
        return work.files().stream()
                .anyMatch(file -> file.edits() > 0 && file.lastModified().isAfter(ran));
    }

    /** When the tests last passed without saying how many, if they did after they were counted. */
    Optional<Instant> passedSince() {
        return Optional.ofNullable(testsPassedAt);
    }

    /** What failed and has not succeeded since, but the run of the failing tests, which are told by themselves. */
    List<WorkState.OpenError> errorsBesideTests() {
        return work.openErrors().stream().filter(error -> !isOfTests(error)).toList();
    }

    /** What the run of the failing tests said. */
    Optional<WorkState.OpenError> errorOfTests() {
        return work.openErrors().stream().filter(this::isOfTests).findFirst();
    }

    private boolean isOfTests(WorkState.OpenError error) {
        var tests = work.tests();
        return tests != null
                && tests.failed() > 0
                && tests.command() != null
                && tests.command().equals(error.target());
    }

    /** Whether the path had changes before the work began, and no tool has touched it since. */
    boolean changedBefore(String path) {
        var before = work.git().atStart();
        return before != null && before.uncommitted().contains(path);
    }

    /** Whether the work goes on at another machine than it happened on. */
    boolean isElsewhere() {
        var before = work.environment().hostMachine();
        return before != null && destination.hostMachine() != null && !before.equals(destination.hostMachine());
    }

    /** Whether it goes on at the same machine, but in a directory that has other files: another worktree or clone. */
    boolean isInOtherDirectory() {
        return !isElsewhere() && !isOfOtherProject() && paths().movesAway();
    }

    /** To whoever works on something else, a path from the working directory would be one of its own files. */
    PathMap paths() {
        return isOfOtherProject()
                ? new PathMap(null, null)
                : new PathMap(work.environment().workingDirectory(), destination.workingDirectory());
    }

    /** Whether whoever goes on with it works on something else. */
    boolean isOfOtherProject() {
        return destination.isOtherProject(work);
    }

    /** A path as people of that project write it: from the working directory. */
    String relative(String path) {
        return paths().relative(path);
    }

    /** What a tool worked on: a path like any other; a command line as it was, for it may not do the same elsewhere. */
    String target(String tool, String target) {
        return ToolCalls.isShell(tool) ? target : relative(target);
    }

    /**
     * A tool and what it worked on.
     *
     * @param limit characters of either
     */
    String call(String tool, @Nullable String target, int limit) {
        var name = StoredText.name(tool, limit);
        return target == null ? name : name + " " + StoredText.quote(target(tool, target), limit);
    }

    /** The first few of them, and how many more there are; empty when none is known. */
    String named(List<String> paths, int omitted) {
        return named(paths, omitted, path -> StoredText.name(relative(path), MAX_PATH) + mark(path));
    }

    /** The same of files in another directory than that of the work. */
    static String namedIn(@Nullable String directory, List<String> paths, int omitted) {
        var there = new PathMap(directory, null);
        return named(paths, omitted, path -> StoredText.name(there.relative(path), MAX_PATH));
    }

    private static String named(List<String> paths, int omitted, UnaryOperator<String> name) {
        var named = paths.stream().limit(MAX_NAMED).map(name).toList();
        var more = paths.isEmpty() ? 0 : paths.size() - named.size() + omitted;
        return String.join(", ", named) + (more > 0 ? " and %d more".formatted(more) : "");
    }

    /** What was left, if that is where the work goes on. */
    Optional<WorkState.LeftBehind> leftHere() {
        return work.git().leftBehind().stream()
                .filter(left -> left.machine() != null
                        && left.machine().equals(destination.hostMachine())
                        && left.directory() != null
                        && left.directory().equals(destination.workingDirectory()))
                .findFirst();
    }

    /** Those that have uncommitted changes where the work goes on as well, which must not be written over. */
    List<String> changedHereToo(List<String> paths) {
        var here = new PathMap(destination.workingDirectory(), null);
        var git = destination.git();
        var changed = Stream.concat(
                        leftHere().stream().flatMap(left -> left.uncommitted().stream()),
                        git == null ? Stream.of() : git.value().paths())
                .map(here::relative)
                .collect(Collectors.toSet());
        return paths.stream().filter(path -> changed.contains(relative(path))).toList();
    }

    /** Follows a path that means something only where the work happened; else empty. */
    String mark(String path) {
        if (!isElsewhere() || !paths().isKnown() || !paths().leavesOut(path)) {
            return "";
        }
        return " (on %s)"
                .formatted(StoredText.name(String.valueOf(work.environment().hostMachine()), 64));
    }
}
