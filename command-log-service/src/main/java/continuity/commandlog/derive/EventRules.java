package continuity.commandlog.derive;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** All rules, in the order of their events. */
final class EventRules {

    private static final Set<String> SHELLS =
            Set.of("bash", "shell", "local_shell", "exec_command", "run_shell_command");
    private static final Set<String> SPAWNERS = Set.of("agent", "task");

    static final List<EventRule> ALL = List.of(
            new EventRule("commit", EventRules::isShell, CommitRule::find),
            new EventRule("pull_request", EventRules::isShell, PullRequestRule::find),
            new EventRule("tests", EventRules::isShell, TestRule::find),
            new EventRule("spawn", EventRules::isSpawner, SpawnRule::find));

    private EventRules() {}

    private static boolean isShell(String tool) {
        return SHELLS.contains(tool.toLowerCase(Locale.ROOT));
    }

    private static boolean isSpawner(String tool) {
        return SPAWNERS.contains(tool.toLowerCase(Locale.ROOT));
    }
}
