package continuity.commandlog.derive;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A call of git that makes a commit, as it stands in a command line.
 *
 * @param subject first paragraph of the message on one line, null when the command line does not show it
 * @param isMerge whether it makes one only if it finds something to merge
 */
record GitCommit(@Nullable String subject, boolean isMerge) {

    private static final Set<String> WITH_VALUE =
            Set.of("-C", "-c", "--git-dir", "--work-tree", "--namespace", "--exec-path", "--config-env");

    /** Short options of git commit that take the rest of the word, or the next one, as their value. */
    private static final String TAKING_VALUE = "CcFtuS";

    /** Empty when it is another program, another git command, or only a rehearsal. */
    static Optional<GitCommit> of(ShellCommand command) {
        if (arguments(command, "cherry-pick").isPresent()
                || arguments(command, "revert").isPresent()) {
            return Optional.of(new GitCommit(null, false)); // there, -m is no message
        }
        var merge = arguments(command, "merge");
        var arguments = merge.isPresent() ? merge : arguments(command, "commit");
        if (arguments.isEmpty() || arguments.get().contains("--dry-run")) {
            return Optional.empty();
        }
        var message = message(arguments.get(), command.input());
        return Optional.of(
                new GitCommit(message == null || message.isBlank() ? null : subjectOf(message), merge.isPresent()));
    }

    /** The words after {@code git … subcommand}; empty when it is something else. */
    static Optional<List<String>> arguments(ShellCommand command, String subcommand) {
        var words = command.words();
        if (!command.program().equals("git")) {
            return Optional.empty();
        }
        int i = 1;
        while (i < words.size() && words.get(i).startsWith("-")) {
            i += WITH_VALUE.contains(words.get(i)) ? 2 : 1;
        }
        return i < words.size() && words.get(i).equals(subcommand)
                ? Optional.of(words.subList(i + 1, words.size()))
                : Optional.empty();
    }

    private static @Nullable String message(List<String> arguments, @Nullable String input) {
        for (int i = 0; i < arguments.size(); i++) {
            var word = arguments.get(i);
            var next = i + 1 < arguments.size() ? arguments.get(i + 1) : null;
            if (word.equals("--message") || endsWithMessageOption(word)) {
                return next;
            }
            if (word.startsWith("--message=")) {
                return word.substring("--message=".length());
            }
            var glued = messageWithin(word);
            if (glued != null) {
                return glued;
            }
            if (readsInput(word, next)) {
                return input;
            }
        }
        return null;
    }

    /** {@code -m}, {@code -am}, {@code -qam}. */
    private static boolean endsWithMessageOption(String word) {
        return isCluster(word) && messageOptionAt(word) == word.length() - 1;
    }

    /** {@code -mText}. */
    private static @Nullable String messageWithin(String word) {
        var at = isCluster(word) ? messageOptionAt(word) : -1;
        return at < 0 ? null : word.substring(at + 1);
    }

    private static boolean readsInput(String word, @Nullable String next) {
        return word.equals("-F-") || ((word.equals("-F") || word.equals("--file")) && "-".equals(next));
    }

    private static boolean isCluster(String word) {
        return word.length() > 1 && word.charAt(0) == '-' && word.charAt(1) != '-';
    }

    private static int messageOptionAt(String cluster) {
        for (int i = 1; i < cluster.length(); i++) {
            if (cluster.charAt(i) == 'm') {
                return i;
            }
            if (TAKING_VALUE.indexOf(cluster.charAt(i)) >= 0) {
                return -1;
            }
        }
        return -1;
    }

    private static String subjectOf(String message) {
        var paragraph =
                message.strip().lines().takeWhile(line -> !line.isBlank()).map(String::strip);
        return String.join(" ", paragraph.toList());
    }
}
