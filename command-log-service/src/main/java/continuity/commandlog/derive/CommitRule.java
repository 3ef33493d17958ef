package continuity.commandlog.derive;

import continuity.contracts.CommandLogged;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A commit whose hash can be seen.
 *
 * <p>Git itself reports {@code [main 595f8a6] Add cart}, of a cherry-pick and a revert too; a quiet commit, or a merge,
 * is recognised when the same command line shows it afterwards, by a line of {@code git log} with the same subject or
 * by {@code git rev-parse}. Without a visible hash there is no event: the git hook will tell.
 */
final class CommitRule {

    private static final int MAX_COMMITS = 20;
    private static final int MAX_MESSAGE = 500;

    private static final Pattern REPORT =
            Pattern.compile("\\[([^\\]\\s]++(?: HEAD)?+) (?:\\(root-commit\\) )?([0-9a-f]{7,40}+)\\] (.+)");

    /** Otherwise the branch was moved on, and no commit made. */
    private static final String MERGED = "Merge made by";

    private static final Pattern LOG_LINE = Pattern.compile("([0-9a-f]{7,40}+) (.+)");
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{7,40}+");

    private CommitRule() {}

    static List<Finding> find(CommandLogged command) {
        var calls = ShellCommand.all(ToolOutput.commandLine(command));
        var commits =
                calls.stream().map(GitCommit::of).flatMap(Optional::stream).toList();
        if (commits.isEmpty()) {
            return List.of();
        }
        var lines = ToolOutput.lines(command).stream().map(String::strip).toList();
        var reported = reported(lines);
        if (!reported.isEmpty() || !Boolean.TRUE.equals(command.success())) {
            return reported;
        }
        var made = commits.stream()
                .filter(commit -> !commit.isMerge() || lines.stream().anyMatch(line -> line.startsWith(MERGED)))
                .toList();
        return made.isEmpty() ? List.of() : shownAfterwards(made, lines, showsHash(calls));
    }

    /** What git said, which is true even if a later part of the command line failed. */
    private static List<Finding> reported(List<String> lines) {
        return lines.stream()
                .map(REPORT::matcher)
                .filter(matcher -> matcher.matches())
                .limit(MAX_COMMITS)
                .map(matcher -> commit(matcher.group(2), matcher.group(3), branch(matcher.group(1))))
                .toList();
    }

    private static List<Finding> shownAfterwards(List<GitCommit> commits, List<String> lines, boolean showsHash) {
        var found = new ArrayList<Finding>();
        for (var commit : commits.subList(0, Math.min(commits.size(), MAX_COMMITS))) {
            var subject = commit.subject();
            if (subject != null) {
                logged(subject, lines).ifPresent(hash -> found.add(commit(hash, subject, null)));
            }
        }
        var newest = commits.getLast().subject();
        if (found.isEmpty() && newest != null && showsHash) {
            lines.reversed().stream()
                    .filter(line -> HASH.matcher(line).matches())
                    .findFirst()
                    .ifPresent(hash -> found.add(commit(hash, newest, null)));
        }
        return found;
    }

    /** The hash beside that subject in the output of {@code git log}; the newest commit stands first. */
    private static Optional<String> logged(String subject, List<String> lines) {
        return lines.stream()
                .map(LOG_LINE::matcher)
                .filter(matcher -> matcher.matches() && isSubject(matcher.group(2), subject))
                .map(matcher -> matcher.group(1))
                .findFirst();
    }

    /** Git may put the names of branches before the subject: {@code (HEAD -> main) Add cart}. */
    private static boolean isSubject(String logged, String subject) {
        return logged.equals(subject) || (logged.startsWith("(") && logged.endsWith(") " + subject));
    }

    /** Whether a hash that stands alone may be the commit's. */
    private static boolean showsHash(List<ShellCommand> calls) {
        return calls.stream()
                .anyMatch(call -> GitCommit.arguments(call, "rev-parse").isPresent()
                        || GitCommit.arguments(call, "log").isPresent());
    }

    private static @Nullable String branch(String name) {
        return name.contains("HEAD") ? null : name;
    }

    private static Finding commit(String hash, String message, @Nullable String branch) {
        return Finding.of("commit_created")
                .with("commit_hash", hash)
                .with("message", ToolOutput.shorten(message, MAX_MESSAGE))
                .with("branch", branch);
    }
}
