package continuity.commandlog.derive;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One program call of a command line.
 *
 * @param words program and arguments without their quotes, assignments of variables and wrappers like {@code sudo} left
 *     out
 * @param input the here-document that it reads, null for none
 */
record ShellCommand(List<String> words, @Nullable String input) {

    private static final Set<String> WRAPPERS =
            Set.of("sudo", "time", "command", "env", "nice", "nohup", "exec", "then", "do", "else", "!", "{");

    /** Every program call of a command line, in order; what is not understood is left as plain words. */
    static List<ShellCommand> all(String commandLine) {
        return new ShellReader(commandLine).read();
    }

    static ShellCommand of(List<String> words) {
        int start = 0;
        while (start < words.size() && isBeforeProgram(words.get(start))) {
            start++;
        }
        return new ShellCommand(List.copyOf(words.subList(start, words.size())), null);
    }

    /** Its name without the directory; empty when there is none. */
    String program() {
        return words.isEmpty()
                ? ""
                : words.getFirst().substring(words.getFirst().lastIndexOf('/') + 1);
    }

    private static boolean isBeforeProgram(String word) {
        var equals = word.indexOf('=');
        return WRAPPERS.contains(word) || (equals > 0 && isName(word.substring(0, equals)));
    }

    private static boolean isName(String text) {
        return text.chars().allMatch(c -> c == '_' || Character.isLetterOrDigit(c));
    }
}
