package continuity.missioncontrol.claudecode;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import continuity.contracts.Uuid7;
import continuity.kit.json.JsonConvention;
import continuity.kit.security.Caller;
import continuity.missioncontrol.delivery.Delivery;
import continuity.missioncontrol.delivery.Links;
import continuity.missioncontrol.delivery.Outgoing;
import continuity.sanitizer.Sanitizer;
import continuity.testkit.RecordedHook;
import continuity.testkit.Recording;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Takes hooks the way the edge does, without socket, journal and services, and collects what would be sent. */
public final class Capture {

    private static final Caller CALLER = new Caller("agent@laptop", Set.of("agent"), Set.of("shop"), "laptop");
    private static final Sanitizer SANITIZER = Sanitizer.withKey(new byte[] {1, 2, 3});
    private static final ObjectMapper JSON = json();

    private final Map<String, SessionTrail> trails = new HashMap<>();
    private final ClearedSessions cleared = new ClearedSessions();
    private final List<Delivery> hooks = new ArrayList<>();
    private final List<Outgoing> records = new ArrayList<>();

    private final String client;
    private final UnaryOperator<Map<String, Object>> inCommonWords;

    Capture() {
        this(ClaudeCodeTranslation.CLIENT, hook -> hook);
    }

    /** Takes the hooks of another client, in its own words. */
    public Capture(String client, UnaryOperator<Map<String, Object>> inCommonWords) {
        this.client = client;
        this.inCommonWords = inCommonWords;
    }

    static Capture ofRecording(String name) {
        var capture = new Capture();
        Recording.load(name).forEach(capture::take);
        return capture;
    }

    private static ObjectMapper json() {
        var mapper = JsonMapper.builder().addModule(new JavaTimeModule()).build();
        new JsonConvention().customize(mapper);
        return mapper;
    }

    public void take(RecordedHook hook) {
        take(hook.at(), hook.body());
    }

    public void take(Instant at, String json) {
        var fields = inCommonWords.apply(read(json));
        take(at, (String) Objects.requireNonNull(fields.get("hook_event_name")), fields);
    }

    /** As the git hook posts it. */
    void takeGit(Instant at, String post) {
        try {
            var body = new ByteArrayInputStream(post.getBytes(StandardCharsets.UTF_8));
            var read = Objects.requireNonNull(GitHookBody.read(body));
            take(at, GitHookBody.EVENT, read.fields());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void take(Instant at, String event, Map<String, Object> fields) {
        var session = (String) Objects.requireNonNull(fields.get("session_id"));
        var trail = trails.computeIfAbsent(session, id -> new SessionTrail());
        var kept = HookReduction.keep(event, fields, trail::hasEnded);
        var body = HookReduction.shorten(SANITIZER.object(kept));
        var hook = new Delivery(
                Uuid7.at(at), at, client, session, event, "laptop", null, null, null, CALLER, Links.NONE, body);
        var linked = asJournalled(cleared.take(trail.take(hook)));
        hooks.add(linked);
        records.addAll(ClaudeCodeTranslation.translate(linked));
    }

    static Map<String, Object> read(String json) {
        try {
            return Objects.requireNonNull(
                    HookBody.read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What comes back from disk is what counts. */
    private static Delivery asJournalled(Delivery hook) {
        try {
            return JSON.readValue(JSON.writeValueAsBytes(hook), Delivery.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public List<Delivery> hooks() {
        return hooks;
    }

    public List<Outgoing> records() {
        return records;
    }

    public <T extends Outgoing> List<T> all(Class<T> kind) {
        return records.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    public List<Outgoing.EmitEvent> events(String type) {
        return all(Outgoing.EmitEvent.class).stream()
                .filter(event -> event.eventType().equals(type))
                .toList();
    }

    public List<Outgoing.LogCommand> commands() {
        return all(Outgoing.LogCommand.class);
    }

    /** Everything that leaves: the journalled hooks and the records, as JSON. */
    public String everything() {
        try {
            return JSON.writeValueAsString(hooks) + JSON.writeValueAsString(records);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
