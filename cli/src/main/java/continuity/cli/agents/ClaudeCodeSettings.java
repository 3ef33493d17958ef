package continuity.cli.agents;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What Claude Code's settings say about us.
 *
 * @param events names of the hook events that are posted to us; {@code Stop (git)} is the hook beside it that tells
 *     what git says
 * @param commands the hooks' and the status line's commands that mention us, each once
 * @param hasStatusLine whether the status line asks us
 * @param hooksDisabled whether the client runs no hooks at all
 */
public record ClaudeCodeSettings(
        Set<String> events, Set<String> commands, boolean hasStatusLine, boolean hooksDisabled) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String OURS = "/hooks/claude-code";
    private static final String GIT = OURS + "/git";
    private static final Pattern URL = Pattern.compile("https?://[^\\s\"'/]+(?=/hooks/claude-code)");
    private static final Pattern HEADER_FILE = Pattern.compile("-H\\s+@(?:\"([^\"]+)\"|'([^']+)'|(\\S+))");

    /** Where they are. The file need not exist. */
    public static Path file(Map<String, String> environment) {
        var chosen = environment.getOrDefault("CLAUDE_CONFIG_DIR", "");
        var directory = chosen.isEmpty() ? home(environment).resolve(".claude") : Path.of(chosen);
        return directory.resolve("settings.json");
    }

    private static Path home(Map<String, String> environment) {
        return Path.of(environment.getOrDefault("HOME", System.getProperty("user.home")));
    }

    /**
     * @return empty if the file is not readable as JSON
     * @throws IOException if it cannot be read at all
     */
    public static Optional<ClaudeCodeSettings> read(Path file) throws IOException {
        try {
            return Optional.of(of(JSON.readTree(Files.readAllBytes(file))));
        } catch (JsonProcessingException damaged) {
            return Optional.empty();
        }
    }

    private static ClaudeCodeSettings of(JsonNode settings) {
        var events = new LinkedHashSet<String>();
        var commands = new LinkedHashSet<String>();
        settings.path("hooks").properties().forEach(event -> {
            var ours = commands(event.getValue())
                    .filter(ClaudeCodeSettings::isOurs)
                    .toList();
            if (!ours.isEmpty()) {
                ours.forEach(command -> events.add(event.getKey() + (command.contains(GIT) ? " (git)" : "")));
                commands.addAll(ours);
            }
        });
        var statusLine = settings.path("statusLine").path("command").asText();
        if (isOurs(statusLine)) {
            commands.add(statusLine);
        }
        return new ClaudeCodeSettings(
                events,
                commands,
                isOurs(statusLine),
                settings.path("disableAllHooks").asBoolean());
    }

    private static Stream<String> commands(JsonNode matchers) {
        return matchers.valueStream()
                .flatMap(matcher -> matcher.path("hooks").valueStream())
                .map(hook -> hook.path("command").asText());
    }

    private static boolean isOurs(String command) {
        return command.contains(OURS);
    }

    /** Addresses that are posted to, as in {@code http://127.0.0.1:7700}. */
    public List<String> urls() {
        return matches(URL, 0);
    }

    /** Files with the header that carries the token; {@code $HOME} and {@code ~} replaced. */
    public List<Path> headerFiles(Map<String, String> environment) {
        var home = home(environment).toString();
        return Stream.of(matches(HEADER_FILE, 1), matches(HEADER_FILE, 2), matches(HEADER_FILE, 3))
                .flatMap(List::stream)
                .map(path -> path.replace("${HOME}", home)
                        .replace("$HOME", home)
                        .replaceFirst("^~(?=/)", Matcher.quoteReplacement(home)))
                .map(Path::of)
                .toList();
    }

    private List<String> matches(Pattern pattern, int group) {
        return commands.stream()
                .flatMap(command -> pattern.matcher(command).results())
                .flatMap(match -> Optional.ofNullable(match.group(group)).stream())
                .distinct()
                .toList();
    }

    /** Numbers of the lines that mention us, from 1; empty if there is no such file. */
    public static List<Integer> linesThatMentionUs(Path file) throws IOException {
        if (!Files.isReadable(file)) {
            return List.of();
        }
        var lines = Files.readString(file).lines().toList();
        var numbers = new ArrayList<Integer>();
        for (var i = 0; i < lines.size(); i++) {
            if (isOurs(lines.get(i))) {
                numbers.add(i + 1);
            }
        }
        return numbers;
    }
}
