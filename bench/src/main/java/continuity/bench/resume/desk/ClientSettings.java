package continuity.bench.resume.desk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The settings that we publish for Claude Code: which hooks it sends, and where. */
public final class ClientSettings {

    /** Where the client's own words go. */
    static final String HOOK = "/hooks/claude-code";

    /** Where they go with those of git. */
    static final String GIT_HOOK = "/hooks/claude-code/git";

    private final JsonNode hooks;

    private ClientSettings(JsonNode hooks) {
        this.hooks = hooks;
    }

    /** @param home of the repository, or of an installation */
    public static ClientSettings published(Path home) {
        try {
            var file = home.resolve("deploy/agents/claude-code-settings.json").toFile();
            return new ClientSettings(new ObjectMapper().readTree(file).path("hooks"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Where the client sends an event, in the order of the settings.
     *
     * @param tool empty for an event that is of no tool
     */
    List<String> destinations(String event, String tool) {
        var paths = new ArrayList<String>();
        for (var group : hooks.path(event)) {
            var matcher = group.path("matcher").asText("");
            if (matcher.isEmpty() || tool.matches(matcher)) {
                for (var hook : group.path("hooks")) {
                    paths.add(hook.path("command").asText().contains(GIT_HOOK) ? GIT_HOOK : HOOK);
                }
            }
        }
        return paths;
    }
}
