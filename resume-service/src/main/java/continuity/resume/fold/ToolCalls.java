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
import java.util.regex.Pattern;
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

    /** In what a command line printed whose end says nothing: that something in it went wrong. */
    private static final Pattern COMPLAINT = Pattern.compile(
            "(?<!\\b(?:0|no) )(?<![/.-])\\b(?:\\w*errors?|fail(?:ed|ures?)?|fatal|\\w*exception|traceback)\\b"
                    + "(?! ?[:=] ?0\\b)(?![./-]\\w)"
                    + "|\\bexit\\w*(?: code| status)? ?[:=]? ?[1-9]",
            Pattern.CASE_INSENSITIVE);

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
                (wasInterrupted(command) || mayHaveFailed(command)) ? null : command.success(),
                wasInterrupted(command) ? null : failure,
                wasDenied(command));
        return new ToolCalls(
                new NewestFew<>(WorkState.MAX_COMMANDS, List.of(Seen.in(command, ran))),
                NONE.began,
                ends(command),
                outcome(command, target, failure));
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
                        commandId == null ? reportedError(event, data) : NONE.outcomes);
            default -> NONE;
        };
    }

    private static NewestByKey<String> ends(CommandLogged command) {
        var keys = Stream.of(command.commandId().toString(), new Fields(command.contextData()).word("tool_use_id"));
        var ended = new HashMap<String, Seen<String>>();
        keys.filter(Objects::nonNull).forEach(key -> ended.put(key, Seen.in(command, "ended")));
        return new NewestByKey<>(MAX_ENDED, ended);
    }

    private static NewestByKey<Outcome> outcome(
            CommandLogged command, @Nullable String target, @Nullable String failure) {
        if (command.success() == null || wasDenied(command) || wasInterrupted(command) || mayHaveFailed(command)) {
            return NONE.outcomes;
        }
        var tool = command.toolName() == null ? command.action() : command.toolName();
        var outcome = Seen.in(command, new Outcome(tool, target, failure));
        if (target == null || !isShell(tool)) {
            return NewestByKey.of(MAX_OUTCOMES, key(tool, target, null), outcome);
        }
        var line = ShellLine.parse(Objects.requireNonNullElse(commandLine(command), target));
        var succeeded = failure == null;
        if (succeeded
                && (line.isLeftRunning()
                        || (line.hidesStatus()
                                && COMPLAINT.matcher(Printed.by(command)).find()))) {
            return NONE.outcomes;
        }
        var directory = new Fields(command.contextData()).text("cwd");
        var outcomes = new HashMap<>(Map.of(key(tool, line, directory), outcome));
        if (succeeded) {
            line.allRan(directory).forEach(step -> outcomes.put(ofStep(tool, step.getKey(), step.getValue()), outcome));
        }
        return new NewestByKey<>(MAX_OUTCOMES, outcomes);
    }

    private static @Nullable String commandLine(CommandLogged command) {
        return new Fields(command.parameters()).text("command");
    }

    /** An error that somebody reported by itself; one that comes from a command is already known from that command. */
    private static NewestByKey<Outcome> reportedError(EventAppended event, Fields data) {
        var message = data.excerpt(Excerpt.ERROR, "message");
        if (!event.eventType().equals("error") || message == null) {
            return NONE.outcomes;
        }
        var tool = Objects.requireNonNullElse(data.word("tool_name", "error_type"), "error");
        var target = data.excerpt(Excerpt.TARGET, "target");
        var key = key(tool, target == null ? message : target, null);
        return NewestByKey.of(MAX_OUTCOMES, key, Seen.in(event, new Outcome(tool, target, message)));
    }

    /** What never ran has not failed. */
    private static boolean wasDenied(CommandLogged command) {
        return new Fields(command.contextData()).affirms("denied");
    }

    /** Whether the user broke it off, of which nothing follows. */
    private static boolean wasInterrupted(CommandLogged command) {
        return new Fields(command.contextData()).affirms("interrupted");
    }

    /** Codex tells of no failure, so that only what was printed lets one appear. */
    static boolean mayHaveFailed(CommandLogged command) {
        return Boolean.TRUE.equals(command.success())
                && "codex".equals(new Fields(command.contextData()).text("client"))
                && command.toolName() != null
                && isShell(command.toolName())
                && COMPLAINT.matcher(Printed.by(command)).find();
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

    /**
     * When the command of the tests last succeeded without figures, after they were counted; empty as well where the
     * same was run in several places, one of which is theirs.
     */
    public Optional<Instant> passedSince(WorkState.TestRun tests) {
        if (tests.command() == null) {
            return Optional.empty();
        }
        var tried = ShellLine.parse(tests.command());
        var inAnyPlace = ofStep("Bash", tried.normalised(), "");
        var ran = outcomes.stream()
                .filter(outcome -> outcome.getKey().startsWith(inAnyPlace))
                .map(Map.Entry::getValue)
                .toList();
        return ran.size() == 1
                        && isSuccess(ran.getFirst().value(), tried)
                        && ran.getFirst().at().isAfter(tests.at())
                ? Optional.of(ran.getFirst().at())
                : Optional.empty();
    }

    private static boolean isSuccess(Outcome outcome, ShellLine tried) {
        var line = ShellLine.parse(String.valueOf(outcome.target()));
        return outcome.failure() == null && !line.hidesStatus() && Retry.mayBeInOneDirectory(line, tried);
    }

    /** Whether it runs command lines, whatever the client calls it: bash, shell, run_shell_command … */
    public static boolean isShell(String tool) {
        var name = tool.toLowerCase(Locale.ROOT);
        return name.equals("bash") || name.contains("shell");
    }

    /**
     * Two calls with one key are tries of one thing: the same tool, the same file or the same command line at heart, in
     * the same place.
     *
     * @param directory where a command line begins
     */
    static String key(String tool, @Nullable String target, @Nullable String directory) {
        if (target != null && isShell(tool)) {
            return key(tool, ShellLine.parse(target), directory);
        }
        var name = tool.toLowerCase(Locale.ROOT);
        return target == null ? name : name + " " + target;
    }

    private static String key(String tool, ShellLine line, @Nullable String directory) {
        return ofStep(tool, line.normalised(), line.place(directory));
    }

    /** @param atHeart what it is about; of a longer one the beginning, and something that stands for the whole */
    private static String ofStep(String tool, String atHeart, String place) {
        var isLong = atHeart.length() > Excerpt.TARGET;
        var text =
                isLong ? Excerpt.of(atHeart, Excerpt.TARGET) + "#" + Integer.toHexString(atHeart.hashCode()) : atHeart;
        return tool.toLowerCase(Locale.ROOT) + " " + text + "\n" + place;
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
