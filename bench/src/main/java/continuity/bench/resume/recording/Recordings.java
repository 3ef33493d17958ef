package continuity.bench.resume.recording;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import continuity.bench.resume.desk.Marks;
import continuity.bench.resume.desk.Played;
import continuity.bench.resume.desk.Question;
import continuity.bench.resume.desk.Request;
import continuity.bench.resume.desk.State;
import continuity.bench.resume.desk.Step;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** All recordings, cut off where {@code truths.json} says how the work stood. */
public final class Recordings {

    private static final String KIND = "recording";

    /** Where every recorded client worked. */
    private static final String DIRECTORY = "/home/dev/";

    private static final Pattern PROJECT = Pattern.compile(Pattern.quote(DIRECTORY + "shop") + "(?![\\w.-])");
    private static final Pattern SESSION = Pattern.compile("\"(?:session_id|sessionID)\":\"([^\"]+)\"");

    private static final JsonMapper JSON = new JsonMapper();

    private static final State UNTOLD =
            new State(new TreeMap<>(), null, null, null, new TreeSet<>(), new TreeSet<>(), null, null, null, List.of());

    private Recordings() {}

    /** @param home of the repository, which has the recordings */
    public static List<RecordedCase> all(Path home) {
        try (var truths = Recordings.class.getResourceAsStream("truths.json")) {
            var recordings = home.resolve("test-kit/src/main/resources/recordings");
            return each(JSON.readTree(truths))
                    .map(truth -> read(recordings, truth))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static RecordedCase read(Path recordings, JsonNode truth) {
        var files = each(truth.path("files_played")).map(JsonNode::asText).toList();
        var sent =
                files.stream().flatMap(file -> lines(recordings.resolve(file))).toList();
        var name = "%s, hook %d".formatted(files.getLast(), truth.path("hooks").asInt());
        var first = sent.size() - lines(recordings.resolve(files.getLast())).count();
        var steps = steps(
                sent.subList(0, Math.toIntExact(first) + truth.path("hooks").asInt()), client(files.getLast()));
        var last = steps.removeLast();
        steps.add(new Step(last.what(), last.session(), last.requests(), state(truth), last.isCheckpoint()));
        return new RecordedCase(new Played(KIND, name, steps), asked(truth));
    }

    private static Stream<JsonNode> lines(Path file) {
        try {
            return Files.readAllLines(file).stream().map(Recordings::parsed);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode parsed(String line) {
        try {
            return JSON.readTree(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String client(String file) {
        return file.startsWith("claude-code/") ? "claude-code" : file.replaceAll(".*/|\\.jsonl", "");
    }

    private static List<Step> steps(List<JsonNode> sent, String client) {
        var sessions = new ArrayList<String>();
        var steps = new ArrayList<Step>();
        for (var hook : sent) {
            var body = hook.path("body").toString();
            var session = SESSION.matcher(body);
            if (session.find() && !hook.path("via").asText().equals("notify")) {
                if (!sessions.contains(session.group(1))) {
                    sessions.add(session.group(1));
                }
                steps.add(step(hook, client, sessions, body, sessions.indexOf(session.group(1)) + 1));
            }
        }
        return steps;
    }

    private static Step step(JsonNode hook, String client, List<String> sessions, String body, int session) {
        var filled = PROJECT.matcher(body).replaceAll(DIRECTORY + Marks.PROJECT);
        for (int i = 0; i < sessions.size(); i++) {
            filled = filled.replace(sessions.get(i), Marks.session(i + 1));
        }
        var event = hook.path("event").asText();
        var request = new Request("/hooks/" + client, "application/json", DIRECTORY + Marks.PROJECT, filled);
        return new Step(
                event, session, List.of(request), UNTOLD, event.equals("PreCompact") && !client.equals("gemini"));
    }

    private static Set<Question> asked(JsonNode truth) {
        var asked = EnumSet.allOf(Question.class);
        each(truth.path("untold"))
                .forEach(name -> asked.remove(Question.valueOf(name.asText().toUpperCase(Locale.ROOT))));
        return asked;
    }

    private static State state(JsonNode truth) {
        var files = new TreeMap<String, String>();
        truth.path("files")
                .properties()
                .forEach(file -> files.put(file.getKey(), file.getValue().asText()));
        return new State(
                files,
                tests(truth.path("tests")),
                text(truth.path("branch")),
                text(truth.path("head")),
                texts(truth.path("uncommitted")),
                texts(truth.path("todos")),
                null,
                text(truth.path("goal")),
                text(truth.path("failing")),
                List.copyOf(texts(truth.path("subagents"))));
    }

    private static State.@Nullable Tests tests(JsonNode tests) {
        return tests.isMissingNode()
                ? null
                : new State.Tests(
                        tests.path("passed").asInt(),
                        tests.path("failed").asInt(),
                        List.copyOf(texts(tests.path("failing"))));
    }

    private static SortedSet<String> texts(JsonNode list) {
        var texts = new TreeSet<String>();
        each(list).forEach(text -> texts.add(text.asText()));
        return texts;
    }

    private static @Nullable String text(JsonNode node) {
        return node.isTextual() ? node.textValue() : null;
    }

    private static Stream<JsonNode> each(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false);
    }
}
