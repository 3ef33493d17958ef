package continuity.checkpoint;

import static continuity.checkpoint.Quoted.present;
import static continuity.checkpoint.Quoted.quoted;

import continuity.contracts.WorkState;
import java.util.List;

/**
 * The page that an agent or a person reads to go on from a checkpoint, in markdown. Pure.
 *
 * <p>The sentences are ours; whatever was stored appears in them as quoted data.
 */
final class RecoveryInstructions {

    static final int MAX_FILES = 10;
    static final int MAX_COMMANDS = 5;

    private static final int MAX_COMMITS = 5;
    private static final String UNKNOWN = "- unknown\n";

    private RecoveryInstructions() {}

    static String of(WorkState state) {
        return "# Recovery instructions\n\n"
                + "Instance " + quoted(state.instanceId()) + ", project "
                + quoted(state.environment().project()) + ", machine "
                + quoted(state.environment().hostMachine()) + ", directory "
                + quoted(state.environment().workingDirectory()) + "\n"
                + section("Goal", goal(state))
                + section("Epic", epic(state))
                + section("Tests", tests(state))
                + section("Files", files(state))
                + section("Git", git(state.git()))
                + section("Next steps", nextSteps(state))
                + section("Last commands", commands(state));
    }

    private static String section(String title, String body) {
        return "\n## " + title + "\n\n" + (body.isEmpty() ? UNKNOWN : body);
    }

    private static String goal(WorkState state) {
        var latest = state.goal().latestPrompt();
        return latest == null ? "" : "- Latest prompt: " + quoted(latest.text()) + "\n";
    }

    private static String epic(WorkState state) {
        var epic = state.currentEpic();
        if (epic == null) {
            return "";
        }
        var name = epic.name() == null ? "" : " " + quoted(epic.name());
        return "- Epic: " + quoted(epic.epicId()) + name + "\n- Status: " + quoted(epic.status()) + "\n";
    }

    private static String tests(WorkState state) {
        var tests = state.tests();
        if (tests == null) {
            return "";
        }
        var text = new StringBuilder("- " + tests.passed() + " passed, " + tests.failed() + " failed\n");
        if (tests.command() != null) {
            text.append("- Command: ").append(quoted(tests.command())).append('\n');
        }
        present(tests.failing())
                .forEach(name -> text.append("- Failing: ").append(quoted(name)).append('\n'));
        return text.toString();
    }

    private static String files(WorkState state) {
        var files = present(state.files());
        var text = new StringBuilder();
        files.stream()
                .limit(MAX_FILES)
                .forEach(file -> text.append("- ")
                        .append(quoted(file.path()))
                        .append(" (")
                        .append(quoted(file.status()))
                        .append(")\n"));
        var more = Math.max(0, files.size() - MAX_FILES) + Math.max(0, state.filesOmitted());
        if (more > 0) {
            text.append("- and ").append(more).append(" more\n");
        }
        return text.toString();
    }

    private static String git(WorkState.Git git) {
        var text = new StringBuilder();
        if (git.branch() != null) {
            text.append("- Branch: ").append(quoted(git.branch())).append('\n');
        }
        if (git.upstream() != null && git.ahead() != null && git.behind() != null) {
            text.append("- ").append(git.ahead()).append(" commits ahead of and ");
            text.append(git.behind())
                    .append(" behind ")
                    .append(quoted(git.upstream()))
                    .append('\n');
        }
        present(git.recentCommits()).stream()
                .limit(MAX_COMMITS)
                .forEach(commit -> text.append("- Commit ")
                        .append(quoted(commit.hash()))
                        .append(": ")
                        .append(quoted(commit.message()))
                        .append('\n'));
        var uncommitted = present(git.uncommitted());
        uncommitted.stream()
                .limit(MAX_FILES)
                .forEach(path ->
                        text.append("- Uncommitted: ").append(quoted(path)).append('\n'));
        var more = Math.max(0, uncommitted.size() - MAX_FILES) + Math.max(0, git.uncommittedOmitted());
        if (more > 0) {
            text.append("- and ").append(more).append(" more\n");
        }
        if (git.showsNoRepository()) {
            text.append("- No repository\n");
        }
        if (git.observed() && git.observedAt() != null) {
            text.append("- As git said at ").append(git.observedAt()).append('\n');
        }
        if (!text.isEmpty() && !git.observed()) {
            text.append("- Inferred from commands, not observed: check with `git status`\n");
        }
        return text.toString();
    }

    private static String nextSteps(WorkState state) {
        var text = new StringBuilder();
        List<String> steps = NextSteps.of(state);
        for (int i = 0; i < steps.size(); i++) {
            text.append(i + 1).append(". ").append(steps.get(i)).append('\n');
        }
        return text.toString();
    }

    private static String commands(WorkState state) {
        var text = new StringBuilder();
        present(state.lastCommands()).stream()
                .limit(MAX_COMMANDS)
                .forEach(command -> text.append("- ")
                        .append(quoted(command.tool() == null ? command.action() : command.tool()))
                        .append(" ")
                        .append(quoted(command.target()))
                        .append(Boolean.FALSE.equals(command.success()) ? " failed" : "")
                        .append('\n'));
        return text.toString();
    }
}
