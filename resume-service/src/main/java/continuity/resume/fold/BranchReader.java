package continuity.resume.fold;

import continuity.contracts.CommandLogged;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which branch is checked out, as far as a git command line and what it printed tell: a hint until git itself is asked.
 */
final class BranchReader {

    /** Commands that print where they are. */
    private static final Set<String> TELLING = Set.of("status", "checkout", "switch");

    private static final Pattern PRINTED = Pattern.compile("""
            ^(?:On branch |## (?:No commits yet on |Initial commit on )?|Switched to (?:a new )?branch '|Already on ')\
            (?!HEAD\\b)([^\\s'.]+(?:\\.[^\\s'.]+)*)""", Pattern.MULTILINE);

    private BranchReader() {}

    static @Nullable String branch(CommandLogged command) {
        var line = new Fields(command.parameters()).text("command");
        if (!Boolean.TRUE.equals(command.success()) || line == null || !line.contains("git")) {
            return null;
        }
        var calls = ShellLine.parse(line).steps().stream()
                .map(ShellLine.Step::git)
                .filter(call -> !call.isEmpty())
                .toList();
        var printed = calls.stream().anyMatch(call -> TELLING.contains(call.getFirst())) ? printed(command) : null;
        var branch = printed != null ? printed : last(calls.stream().flatMap(BranchReader::named));
        return branch == null ? null : Excerpt.of(branch, Excerpt.PATH);
    }

    private static @Nullable String printed(CommandLogged command) {
        var output = command.result() instanceof String text
                ? text
                : Fields.of(command.result()).text("stdout") + "\n"
                        + Fields.of(command.result()).text("stderr");
        return last(PRINTED.matcher(output).results().map(match -> match.group(1)));
    }

    private static Stream<String> named(List<String> call) {
        return switch (call.getFirst()) {
            case "init" -> after(call, Set.of("-b", "--initial-branch"));
            case "checkout" -> after(call, Set.of("-b", "-B"));
            case "switch" -> after(call, Set.of("-c", "-C", "--create"));
            default -> Stream.empty();
        };
    }

    private static Stream<String> after(List<String> call, Set<String> options) {
        return Stream.iterate(0, i -> i + 1 < call.size(), i -> i + 1)
                .filter(i -> options.contains(call.get(i)))
                .map(i -> call.get(i + 1))
                .filter(ShellLine::isPlain);
    }

    private static @Nullable String last(Stream<String> names) {
        return names.reduce((_, newer) -> newer).orElse(null);
    }
}
