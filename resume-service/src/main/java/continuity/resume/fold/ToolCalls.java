package continuity.resume.fold;

import continuity.contracts.CommandLogged;
import continuity.contracts.EventAppended;
import continuity.contracts.WorkState;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the agent did with its tools.
 *
 * @param began calls by command id, or tool-use id where that is all there is
 * @param ended calls that have an outcome, by both ids; more are kept than of {@code began}, so that a call never seems
 *     open because its end was forgotten first
 * @param outcomes the newest outcome of each tool on each target
 */
public record ToolCalls(
        NewestFew<Ran> last, NewestByKey<Began> began, NewestByKey<String> ended, NewestByKey<Outcome> outcomes)
        implements Part<ToolCalls> {

    /** Programs that end with 1 when they find nothing, or a difference; what goes wrong ends with more. */
    private static final Set<String> ASKING =
            Set.of("grep", "egrep", "fgrep", "rg", "diff", "cmp", "test", "[", "[[", "which", "pgrep");

    static final int MAX_BEGAN = 50;
    static final int MAX_ENDED = 400;
    static final int MAX_OUTCOMES = 200;

    static final ToolCalls NONE = new ToolCalls(
            NewestFew.none(WorkState.MAX_COMMANDS),
            NewestByKey.none(MAX_BEGAN),
            NewestByKey.none(MAX_ENDED),
            NewestByKey.none(MAX_OUTCOMES));

    /** A command that ran. */
    public record Ran(
            String commandId,
            String action,
            @Nullable String tool,
            @Nullable String target,
            @Nullable Boolean success,
            @Nullable String error,
            boolean denied) {}

    /** A tool call that began. */
    public record Began(
            String tool, @Nullable String target, @Nullable String toolUseId) {}

    /** How a tool last did on a target; {@code failure} is null when it succeeded. */
    public record Outcome(
            String tool, @Nullable String target, @Nullable String failure) {}

    static ToolCalls of(CommandLogged command) {
        var target = target(command);
        var failure = failure(command);
        var ran = new Ran(
                command.commandId().toString(),
                Excerpt.of(command.action(), Excerpt.NOTE),
                command.toolName(),
                target,
                (wasInterrupted(command) || OutcomeReader.mayHaveFailed(command)) ? null : command.success(),
                wasInterrupted(command) ? null : failure,
                wasDenied(command));
        return new ToolCalls(
                new NewestFew<>(WorkState.MAX_COMMANDS, List.of(Seen.in(command, ran))),
                NONE.began,
                ends(command),
                OutcomeReader.outcomes(command, target, failure));
    }

    static ToolCalls of(EventAppended event) {
        var data = new Fields(event.eventData());
        var commandId = data.word("command_id");
        return switch (event.eventType()) {
            case "tool_use" -> {
                var toolUseId = data.word("tool_use_id");
                var began = new Began(
                        Objects.requireNonNullElse(data.excerpt(Excerpt.NOTE, "tool_name"), "tool"),
                        data.excerpt(Excerpt.TARGET, "target"),
                        toolUseId);
                var key = commandId != null ? commandId : toolUseId;
                yield new ToolCalls(
                        NONE.last, NewestByKey.of(MAX_BEGAN, key, Seen.in(event, began)), NONE.ended, NONE.outcomes);
            }
            case "tool_result", "error" ->
                new ToolCalls(
                        NONE.last,
                        NONE.began,
                        NewestByKey.of(MAX_ENDED, commandId, Seen.in(event, "ended")),
                        commandId == null ? OutcomeReader.reportedError(event, data) : NONE.outcomes);
            default -> NONE;
        };
    }

    private static NewestByKey<String> ends(CommandLogged command) {
        var keys = Stream.of(command.commandId().toString(), new Fields(command.contextData()).word("tool_use_id"));
        var ended = new HashMap<String, Seen<String>>();
        keys.filter(Objects::nonNull).forEach(key -> ended.put(key, Seen.in(command, "ended")));
        return new NewestByKey<>(MAX_ENDED, ended);
    }

    /** What never ran has not failed. */
    static boolean wasDenied(CommandLogged command) {
        return new Fields(command.contextData()).affirms("denied");
    }

    /** Whether the user broke it off, of which nothing follows. */
    static boolean wasInterrupted(CommandLogged command) {
        return new Fields(command.contextData()).affirms("interrupted");
    }

    private static @Nullable String failure(CommandLogged command) {
        if (!Boolean.FALSE.equals(command.success())) {
            return null;
        }
        return command.errorMessage() == null ? "failed" : Excerpt.ofBothEnds(command.errorMessage(), Excerpt.ERROR);
    }

    private static @Nullable String target(CommandLogged command) {
        var target = new Fields(command.parameters())
                .text("command", "file_path", "filePath", "notebook_path", "path", "url", "query", "pattern", "taskId");
        if (target == null) {
            target = new Fields(command.contextData()).text("target");
        }
        if (target == null) {
            target = command.description();
        }
        return target == null ? null : Excerpt.of(target, Excerpt.TARGET);
    }

    /** Whether the line only asked something, to which the answer was no: nothing has failed but a search. */
    public static boolean onlySaidNo(WorkState.OpenError error) {
        if (!isShell(error.tool()) || error.target() == null || !error.message().matches("(?s)Exit code 1(\\n.*)?")) {
            return false;
        }
        var steps = ShellLine.parse(error.target()).steps();
        return !steps.isEmpty() && ASKING.contains(steps.getLast().name());
    }

    /** When the tests last passed without figures, after they were counted; empty where that is not certain. */
    public Optional<Instant> passedSince(WorkState.TestRun tests) {
        return OutcomeReader.success(outcomes, tests.command()).map(Seen::at).filter(at -> at.isAfter(tests.at()));
    }

    /** Whether it runs command lines, whatever the client calls it: bash, shell, run_shell_command … */
    public static boolean isShell(String tool) {
        var name = tool.toLowerCase(Locale.ROOT);
        return name.equals("bash") || name.contains("shell");
    }

    @Override
    public ToolCalls join(ToolCalls other) {
        return new ToolCalls(
                last.join(other.last), began.join(other.began), ended.join(other.ended), outcomes.join(other.outcomes));
    }

    @Override
    public ToolCalls inheritedFrom(String instanceId) {
        return new ToolCalls(
                last.inheritedFrom(instanceId),
                began.inheritedFrom(instanceId),
                ended.inheritedFrom(instanceId),
                outcomes.inheritedFrom(instanceId));
    }

    /** Without the last commands that ran after that moment; what came of them stays. */
    ToolCalls until(Instant moment) {
        return new ToolCalls(last.until(moment), began, ended, outcomes);
    }

    List<WorkState.RecentCommand> lastCommands() {
        return last.items().stream().map(ToolCalls::recent).toList();
    }

    private static WorkState.RecentCommand recent(Seen<Ran> seen) {
        var ran = seen.value();
        return new WorkState.RecentCommand(
                ran.commandId(),
                ran.action(),
                ran.tool(),
                ran.target(),
                ran.success(),
                ran.error(),
                ran.denied(),
                seen.at());
    }

    /** The newest call that did not begin before {@code boundary} and has no outcome. */
    WorkState.@Nullable RunningTool running(Instant boundary) {
        return began.stream()
                .filter(call -> !call.getValue().at().isBefore(boundary) && !hasEnded(call))
                .findFirst()
                .map(Map.Entry::getValue)
                .map(call -> new WorkState.RunningTool(
                        call.value().tool(), call.value().target(), call.at(), call.source()))
                .orElse(null);
    }

    private boolean hasEnded(Map.Entry<String, Seen<Began>> call) {
        var toolUseId = call.getValue().value().toolUseId();
        return ended.value(call.getKey()) != null || (toolUseId != null && ended.value(toolUseId) != null);
    }

    /** Whether none is known to have begun or ended after that moment. */
    public boolean noneAfter(Instant moment) {
        return Stream.concat(began.values().stream(), ended.values().stream())
                .noneMatch(call -> call.at().isAfter(moment));
    }

    /** What failed and has not succeeded since, newest first. */
    List<WorkState.OpenError> openErrors() {
        return outcomes.values().stream()
                .flatMap(seen -> Stream.ofNullable(seen.value().failure())
                        .map(failure -> new WorkState.OpenError(
                                seen.value().tool(), seen.value().target(), failure, seen.at(), seen.source())))
                .distinct() // one may have come out of a checkpoint as well
                .toList();
    }
}
