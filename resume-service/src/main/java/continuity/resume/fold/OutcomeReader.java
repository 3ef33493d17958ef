package continuity.resume.fold;

import continuity.contracts.CommandLogged;
import continuity.contracts.EventAppended;
import continuity.resume.fold.ToolCalls.Outcome;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Of what a call was a try, and whether it succeeded; of a command line, what of it certainly did. */
final class OutcomeReader {

    /** In what a command line printed whose end says nothing: that something in it went wrong. */
    private static final Pattern COMPLAINT = Pattern.compile(
            "(?<!\\b(?:0|no) )(?<![/.-])\\b(?:\\w*errors?|fail(?:ed|ures?)?|fatal|\\w*exception|traceback)\\b"
                    + "(?! ?[:=]? ?0\\b)(?![./-]\\w)"
                    + "|\\bexit\\w*(?: code| status)? ?[:=]? ?[1-9]",
            Pattern.CASE_INSENSITIVE);

    private static final NewestByKey<Outcome> NONE = NewestByKey.none(ToolCalls.MAX_OUTCOMES);

    private OutcomeReader() {}

    static NewestByKey<Outcome> outcomes(CommandLogged command, @Nullable String target, @Nullable String failure) {
        if (command.success() == null
                || ToolCalls.wasDenied(command)
                || ToolCalls.wasInterrupted(command)
                || mayHaveFailed(command)) {
            return NONE;
        }
        var tool = command.toolName() == null ? command.action() : command.toolName();
        var outcome = Seen.in(command, new Outcome(tool, target, failure));
        if (target == null || !ToolCalls.isShell(tool)) {
            return NewestByKey.of(ToolCalls.MAX_OUTCOMES, key(tool, target, null), outcome);
        }
        var line = ShellLine.parse(Objects.requireNonNullElse(commandLine(command), target));
        var succeeded = failure == null;
        if (succeeded
                && (line.isLeftRunning()
                        || (line.hidesStatus()
                                && COMPLAINT.matcher(Printed.by(command)).find()))) {
            return NONE;
        }
        var directory = new Fields(command.contextData()).text("cwd");
        var outcomes = new HashMap<>(Map.of(key(line, directory), outcome));
        if (succeeded) {
            line.allRan(directory).forEach(step -> outcomes.put(ofStep(step.getKey(), step.getValue()), outcome));
        }
        return new NewestByKey<>(ToolCalls.MAX_OUTCOMES, outcomes);
    }

    private static @Nullable String commandLine(CommandLogged command) {
        return new Fields(command.parameters()).text("command");
    }

    /** An error that somebody reported by itself; one that comes from a command is already known from that command. */
    static NewestByKey<Outcome> reportedError(EventAppended event, Fields data) {
        var message = data.excerpt(Excerpt.ERROR, "message");
        if (!event.eventType().equals("error") || message == null) {
            return NONE;
        }
        var tool = Objects.requireNonNullElse(data.word("tool_name", "error_type"), "error");
        var target = data.excerpt(Excerpt.TARGET, "target");
        var key = key(tool, target == null ? message : target, null);
        return NewestByKey.of(ToolCalls.MAX_OUTCOMES, key, Seen.in(event, new Outcome(tool, target, message)));
    }

    /**
     * The newest success of a command line, wherever it ran; empty where it ran in several places, one of which is
     * meant.
     */
    static Optional<Seen<Outcome>> success(NewestByKey<Outcome> outcomes, @Nullable String command) {
        if (command == null) {
            return Optional.empty();
        }
        var tried = ShellLine.parse(command);
        var inAnyPlace = ofStep(tried.normalised(), "");
        var ran = outcomes.stream()
                .filter(outcome -> outcome.getKey().startsWith(inAnyPlace))
                .map(Map.Entry::getValue)
                .toList();
        return ran.size() == 1 && isSuccess(ran.getFirst().value(), tried)
                ? Optional.of(ran.getFirst())
                : Optional.empty();
    }

    private static boolean isSuccess(Outcome outcome, ShellLine tried) {
        var line = ShellLine.parse(String.valueOf(outcome.target()));
        return outcome.failure() == null && !line.hidesStatus() && Retry.mayBeInOneDirectory(line, tried);
    }

    /** Codex tells of no failure, so that only what was printed lets one appear. */
    static boolean mayHaveFailed(CommandLogged command) {
        return Boolean.TRUE.equals(command.success())
                && "codex".equals(new Fields(command.contextData()).text("client"))
                && command.toolName() != null
                && ToolCalls.isShell(command.toolName())
                && COMPLAINT.matcher(Printed.by(command)).find();
    }

    /**
     * Two calls with one key are tries of one thing: the same tool, the same file or the same command line at heart, in
     * the same place.
     *
     * @param directory where a command line begins
     */
    static String key(String tool, @Nullable String target, @Nullable String directory) {
        if (target != null && ToolCalls.isShell(tool)) {
            return key(ShellLine.parse(target), directory);
        }
        var name = tool.toLowerCase(Locale.ROOT);
        return target == null ? name : name + " " + target;
    }

    private static String key(ShellLine line, @Nullable String directory) {
        return ofStep(line.normalised(), line.place(directory));
    }

    /**
     * One key for all shells.
     *
     * @param atHeart what it is about; of a longer one the beginning, and something that stands for the whole
     */
    private static String ofStep(String atHeart, String place) {
        var isLong = atHeart.length() > Excerpt.TARGET;
        var text =
                isLong ? Excerpt.of(atHeart, Excerpt.TARGET) + "#" + Integer.toHexString(atHeart.hashCode()) : atHeart;
        return "shell " + text + "\n" + place;
    }
}
