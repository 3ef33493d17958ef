package continuity.commandlog.derive;

import continuity.contracts.CommandLogged;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A pull request that GitHub's command line opened or merged.
 *
 * <p>{@code gh pr create} answers with the address alone; the title must stand in the command line. {@code gh pr merge}
 * answers nothing that names the commit; only when the same command line asks for it, by {@code gh pr view --json}, is
 * there an event.
 */
final class PullRequestRule {

    private static final int MAX_TITLE = 300;

    private static final Pattern ADDRESS = Pattern.compile("https://[\\w.-]++/[\\w.-]++/[\\w.-]++/pull/(\\d{1,9})");

    /** Said when the address is that of an older one. */
    private static final String EXISTS = "already exists";

    private static final Pattern BRANCH = Pattern.compile("Creating (?:draft )?pull request for (\\S++) into .*");
    private static final Pattern MERGE_COMMIT =
            Pattern.compile("\"mergeCommit\":\\s?\\{\"oid\":\\s?\"([0-9a-f]{40})\"\\}");
    private static final Pattern URL_FIELD = Pattern.compile("\"url\":\\s?\"(" + ADDRESS.pattern() + ")\"");

    private PullRequestRule() {}

    static List<Finding> find(CommandLogged command) {
        var calls = ShellCommand.all(ToolOutput.commandLine(command));
        var created = calls.stream().filter(call -> is(call, "create")).toList();
        if (created.size() == 1) {
            return created(created.getFirst(), ToolOutput.lines(command)).stream()
                    .toList();
        }
        var isMerged = Boolean.TRUE.equals(command.success()) && calls.stream().anyMatch(call -> is(call, "merge"));
        return isMerged && created.isEmpty()
                ? merged(String.join("\n", ToolOutput.lines(command))).stream().toList()
                : List.of();
    }

    private static boolean is(ShellCommand call, String what) {
        var words = call.words();
        return call.program().equals("gh")
                && words.size() > 2
                && words.get(1).equals("pr")
                && words.get(2).equals(what)
                && !words.contains("--dry-run");
    }

    private static Optional<Finding> created(ShellCommand call, List<String> lines) {
        var title = option(call.words(), "--title", "-t");
        var addresses = lines.stream()
                .map(String::strip)
                .filter(ADDRESS.asMatchPredicate())
                .collect(Collectors.toSet());
        var isOlder = lines.stream().anyMatch(line -> line.contains(EXISTS));
        if (title == null || isOlder || addresses.size() != 1) {
            return Optional.empty();
        }
        var address = only(addresses);
        return Optional.of(Finding.of("pr_created")
                .with("pr_url", address)
                .with("pr_number", number(address))
                .with("title", ToolOutput.shorten(title, MAX_TITLE))
                .with("branch", branch(lines)));
    }

    private static Optional<Finding> merged(String output) {
        var addresses =
                URL_FIELD.matcher(output).results().map(found -> found.group(1)).collect(Collectors.toSet());
        var commits = MERGE_COMMIT
                .matcher(output)
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toSet());
        if (addresses.size() != 1 || commits.size() != 1) {
            return Optional.empty();
        }
        var address = only(addresses);
        return Optional.of(Finding.of("pr_merged")
                .with("pr_url", address)
                .with("pr_number", number(address))
                .with("merge_commit", only(commits)));
    }

    private static String only(Set<String> one) {
        return one.iterator().next();
    }

    private static Integer number(String address) {
        return Integer.valueOf(address.substring(address.lastIndexOf('/') + 1));
    }

    private static @Nullable String branch(List<String> lines) {
        return lines.stream()
                .map(line -> BRANCH.matcher(line.strip()))
                .filter(matcher -> matcher.matches())
                .map(matcher -> matcher.group(1))
                .findFirst()
                .orElse(null);
    }

    /** The value of an option; null if it does not stand there, or the shell would have put something else in. */
    private static @Nullable String option(List<String> words, String longName, String shortName) {
        String value = null;
        for (int i = 3; i < words.size(); i++) {
            var word = words.get(i);
            if ((word.equals(longName) || word.equals(shortName)) && i + 1 < words.size()) {
                value = words.get(i + 1);
            } else if (word.startsWith(longName + "=")) {
                value = word.substring(longName.length() + 1);
            }
        }
        return value == null || value.isBlank() || value.contains("$") || value.contains("`") ? null : value.strip();
    }
}
