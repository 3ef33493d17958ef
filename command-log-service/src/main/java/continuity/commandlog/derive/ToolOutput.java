package continuity.commandlog.derive;

import continuity.contracts.CommandLogged;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a shell command was and what it printed, as far as the record tells. */
final class ToolOutput {

    /** Longest output that rules look at, in characters from its end, where the summaries stand. */
    static final int MAX_LENGTH = 64 * 1024;

    private static final Pattern COLOURS = Pattern.compile("\u001B\\[[0-9;?]*+[A-Za-z]");

    private ToolOutput() {}

    /** The lines of standard output, standard error and the error message, without terminal colours. */
    static List<String> lines(CommandLogged command) {
        var text = Stream.concat(printed(command.result()), Stream.ofNullable(command.errorMessage()))
                .collect(Collectors.joining("\n"));
        var tail = text.substring(Math.max(0, text.length() - MAX_LENGTH));
        return COLOURS.matcher(tail).replaceAll("").lines().toList();
    }

    /** The command line; empty when unknown. */
    static String commandLine(CommandLogged command) {
        return switch (command.parameters().get("command")) {
            case String text -> text;
            case List<?> words when !words.isEmpty() -> String.valueOf(words.getLast()); // ["bash", "-lc", "…"]
            case null, default -> "";
        };
    }

    /** The text, at most {@code max} characters of it, never half a character. */
    static String shorten(String text, int max) {
        if (text.length() <= max) {
            return text;
        }
        var end = Character.isHighSurrogate(text.charAt(max - 1)) ? max - 1 : max;
        return text.substring(0, end);
    }

    private static Stream<String> printed(@Nullable Object result) {
        return switch (result) {
            case String text -> Stream.of(text);
            case Map<?, ?> map ->
                Stream.of("stdout", "stderr", "output")
                        .map(map::get)
                        .filter(String.class::isInstance)
                        .map(String.class::cast);
            case null, default -> Stream.empty();
        };
    }
}
