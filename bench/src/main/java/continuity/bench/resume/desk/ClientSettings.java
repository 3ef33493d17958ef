package continuity.bench.resume.desk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The settings that we publish for Claude Code: which command lines it runs at which hook. */
public final class ClientSettings {

    private static final String TOOL = "tool_name";

    /** The field that a matcher is about, of hooks that are of no tool. */
    private static final Map<String, String> SUBJECTS = Map.of(
            "SessionStart", "source",
            "SessionEnd", "reason",
            "PreCompact", "trigger",
            "PostCompact", "trigger",
            "Notification", "notification_type",
            "SubagentStart", "agent_type",
            "SubagentStop", "agent_type");

    private static final String ASKS_GIT = "/hooks/claude-code/git";

    private final JsonNode hooks;
    private final boolean asksGit;

    ClientSettings(JsonNode settings) {
        this(settings.path("hooks"), true);
    }

    private ClientSettings(JsonNode hooks, boolean asksGit) {
        this.hooks = hooks;
        this.asksGit = asksGit;
    }

    /** @param home of the repository, or of an installation */
    public static ClientSettings published(Path home) {
        try {
            var file = home.resolve("deploy/agents/claude-code-settings.json").toFile();
            return new ClientSettings(new ObjectMapper().readTree(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Those of somebody who lacks the commands that ask git. */
    public ClientSettings withoutGit() {
        return new ClientSettings(hooks, false);
    }

    /**
     * What the client runs at a hook, in the order of the settings.
     *
     * @param hook as the client tells it to those commands
     */
    List<String> commands(JsonNode hook) {
        var event = hook.path("hook_event_name").asText();
        var subject = hook.path(SUBJECTS.getOrDefault(event, TOOL)).asText("");
        var commands = new ArrayList<String>();
        for (var group : hooks.path(event)) {
            var matcher = group.path("matcher").asText("");
            if (matcher.isEmpty() || matcher.equals("*") || subject.matches(matcher)) {
                group.path("hooks")
                        .forEach(command -> commands.add(command.path("command").asText()));
            }
        }
        commands.removeIf(command -> !asksGit && command.contains(ASKS_GIT));
        return commands;
    }
}
