package continuity.resume.fold;

import continuity.contracts.CommandLogged;
import continuity.resume.fold.Observation.Commit;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which branch and which commit are checked out, as far as git's commands printed it: a hint until git itself is asked.
 *
 * @param branch null if that is not told
 * @param head null if that is not told; its message may be empty
 */
record CheckoutReader(@Nullable String branch, @Nullable Commit head) {

    /** Commands that print the branch where they are. */
    private static final Set<String> TELLING = Set.of("status", "checkout", "switch");

    private static final Pattern BRANCH = Pattern.compile("""
            ^(?:On branch |## (?:No commits yet on |Initial commit on )?|Switched to (?:a new )?branch '|Already on ')\
            (?!HEAD\\b)([^\\s'.]+(?:\\.[^\\s'.]+)*)""", Pattern.MULTILINE);

    /** A line of {@code log --oneline}, the first one of {@code log}, or all that {@code rev-parse} prints. */
    private static final Pattern HEAD =
            Pattern.compile("^(?:commit )?([0-9a-f]{7,40})(?: \\([^)\\n]*\\))?(?: (.+))?$", Pattern.MULTILINE);

    /** What may stand behind {@code log} and {@code rev-parse} if they are to begin with what is checked out. */
    private static final Pattern HARMLESS =
            Pattern.compile("HEAD|--oneline|--short|--decorate(?:=.*)?|--stat|--no-color|-n|-?\\d+|-n\\d+");

    /** @param calls of git in that command's line, each from its subcommand on */
    static CheckoutReader of(List<List<String>> calls, CommandLogged command) {
        return new CheckoutReader(branch(calls, command), head(calls, command));
    }

    private static @Nullable String branch(List<List<String>> calls, CommandLogged command) {
        var printed = calls.stream().anyMatch(call -> TELLING.contains(call.getFirst()))
                ? last(BRANCH.matcher(Printed.by(command)).results().map(match -> match.group(1)))
                : null;
        return printed == null ? null : Excerpt.of(printed, Excerpt.PATH);
    }

    private static @Nullable Commit head(List<List<String>> calls, CommandLogged command) {
        return calls.stream().anyMatch(CheckoutReader::showsHead)
                ? HEAD.matcher(Printed.by(command))
                        .results()
                        .findFirst()
                        .map(CheckoutReader::commit)
                        .orElse(null)
                : null;
    }

    private static boolean showsHead(List<String> call) {
        return (call.getFirst().equals("log") || (call.getFirst().equals("rev-parse") && call.contains("HEAD")))
                && call.stream().skip(1).allMatch(word -> HARMLESS.matcher(word).matches());
    }

    private static Commit commit(MatchResult line) {
        var message = line.group(2);
        return new Commit(line.group(1), message == null ? "" : Excerpt.of(message, Excerpt.NOTE), null);
    }

    private static @Nullable String last(Stream<String> names) {
        return names.reduce((_, newer) -> newer).orElse(null);
    }
}
