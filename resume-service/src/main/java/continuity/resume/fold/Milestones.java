package continuity.resume.fold;

import continuity.contracts.CheckpointCreated;
import continuity.contracts.CommandLogged;
import continuity.contracts.EventAppended;
import continuity.contracts.WorkState;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What was reached and what was decided: tests, pull requests, deployments, notes, checkpoints.
 *
 * @param pullRequests the newest news of each, by number
 * @param deployments the newest news of each service in each environment
 */
public record Milestones(
        Newest<Tests> tests,
        NewestByKey<String> pullRequests,
        NewestByKey<String> deployments,
        NewestFew<String> decisions,
        NewestFew<String> notes,
        Newest<Checkpoint> checkpoint)
        implements Part<Milestones> {

    static final int MAX_EACH = 20;
    private static final int MAX_FAILING = 20;

    static final Milestones NONE = new Milestones(
            Newest.none(),
            NewestByKey.none(MAX_EACH),
            NewestByKey.none(MAX_EACH),
            NewestFew.none(MAX_EACH),
            NewestFew.none(MAX_EACH),
            Newest.none());

    /**
     * A test run that was recognised.
     *
     * @param coverage percent; null while unknown, and in fold versions before 8
     */
    public record Tests(
            String type,
            @Nullable String command,
            int passed,
            int failed,
            List<String> failing,
            @Nullable Double coverage) {}

    /** A checkpoint, its number within the instance, and the newest event that it contains. */
    public record Checkpoint(String checkpointId, long sequenceNum, long coveredEventSequence) {}

    static Milestones of(CheckpointCreated checkpoint) {
        var frozen = new Checkpoint(
                checkpoint.checkpointId().toString(), checkpoint.sequenceNum(), checkpoint.coveredEventSequence());
        return new Milestones(
                NONE.tests,
                NONE.pullRequests,
                NONE.deployments,
                NONE.decisions,
                NONE.notes,
                new Newest<>(Seen.in(checkpoint, frozen)));
    }

    /** Decisions and notes are what somebody logged on purpose under that action or tag, or kept as a snippet. */
    static Milestones of(CommandLogged command) {
        return new Milestones(
                NONE.tests,
                NONE.pullRequests,
                NONE.deployments,
                logged(command, "decision"),
                logged(command, "note"),
                NONE.checkpoint);
    }

    private static NewestFew<String> logged(CommandLogged command, String kind) {
        var isThatKind = command.action().equals(kind) || command.tags().contains(kind);
        return isThatKind && command.description() != null
                ? new NewestFew<>(MAX_EACH, List.of(Seen.in(command, Excerpt.of(command.description(), Excerpt.NOTE))))
                : NONE.notes;
    }

    static Milestones of(EventAppended event) {
        var data = new Fields(event.eventData());
        return switch (event.eventType()) {
            case "test_passed", "test_failed" ->
                new Milestones(
                        new Newest<>(Seen.in(event, tests(data))),
                        NONE.pullRequests,
                        NONE.deployments,
                        NONE.decisions,
                        NONE.notes,
                        NONE.checkpoint);
            case "pr_created", "pr_merged" -> pullRequest(event, data);
            case "deployment_started", "deployment_completed", "deployment_failed" -> deployment(event, data);
            case "snippet_saved" -> snippet(event, data);
            default -> NONE;
        };
    }

    private static Tests tests(Fields data) {
        var failing = data.list("failing").stream()
                .limit(MAX_FAILING)
                .map(name -> Excerpt.of(String.valueOf(name), Excerpt.NOTE))
                .toList();
        return new Tests(
                Objects.requireNonNullElse(data.excerpt(Excerpt.NOTE, "test_type"), "tests"),
                data.excerpt(Excerpt.TARGET, "command"),
                Objects.requireNonNullElse(data.number("passed_count"), 0),
                Objects.requireNonNullElse(data.number("failed_count"), 0),
                failing,
                data.decimal("coverage_percent"));
    }

    private static Milestones pullRequest(EventAppended event, Fields data) {
        var number = data.word("pr_number");
        var what = event.eventType().equals("pr_merged") ? "merged" : "opened";
        var text = "#%s %s: %s".formatted(number, what, data.excerpt(Excerpt.NOTE, "title", "pr_url"));
        return new Milestones(
                NONE.tests,
                NewestByKey.of(MAX_EACH, number, Seen.in(event, text)),
                NONE.deployments,
                NONE.decisions,
                NONE.notes,
                NONE.checkpoint);
    }

    private static Milestones deployment(EventAppended event, Fields data) {
        var target = "%s to %s".formatted(data.excerpt(Excerpt.NOTE, "service"), data.word("environment"));
        var state = event.eventType().substring("deployment_".length());
        return new Milestones(
                NONE.tests,
                NONE.pullRequests,
                NewestByKey.of(MAX_EACH, target, Seen.in(event, target + ": " + state)),
                NONE.decisions,
                NONE.notes,
                NONE.checkpoint);
    }

    /** Its title; what it holds is found under its id. */
    private static Milestones snippet(EventAppended event, Fields data) {
        var title = data.excerpt(Excerpt.NOTE, "title");
        var kept = title == null ? NONE.notes : new NewestFew<>(MAX_EACH, List.of(Seen.in(event, title)));
        var isDecision = "decision".equals(data.word("snippet_type"));
        return new Milestones(
                NONE.tests,
                NONE.pullRequests,
                NONE.deployments,
                isDecision ? kept : NONE.decisions,
                isDecision ? NONE.notes : kept,
                NONE.checkpoint);
    }

    @Override
    public Milestones join(Milestones other) {
        return new Milestones(
                tests.join(other.tests),
                pullRequests.join(other.pullRequests),
                deployments.join(other.deployments),
                decisions.join(other.decisions),
                notes.join(other.notes),
                checkpoint.join(other.checkpoint));
    }

    @Override
    public Milestones inheritedFrom(String instanceId) {
        return new Milestones(
                tests.inheritedFrom(instanceId),
                pullRequests.inheritedFrom(instanceId),
                deployments.inheritedFrom(instanceId),
                decisions.inheritedFrom(instanceId),
                notes.inheritedFrom(instanceId),
                checkpoint.inheritedFrom(instanceId));
    }

    WorkState.@Nullable TestRun testRun() {
        var seen = tests.seen();
        if (seen == null) {
            return null;
        }
        var run = seen.value();
        return new WorkState.TestRun(
                run.type(),
                run.command(),
                run.passed(),
                run.failed(),
                run.failing(),
                run.coverage(),
                seen.at(),
                seen.source());
    }

    static List<WorkState.Note> notes(List<Seen<String>> seen) {
        return seen.stream().map(Milestones::note).toList();
    }

    static WorkState.Note note(Seen<String> seen) {
        return new WorkState.Note(seen.value(), seen.at(), seen.source());
    }
}
