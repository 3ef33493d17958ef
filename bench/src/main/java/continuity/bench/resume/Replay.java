package continuity.bench.resume;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import continuity.bench.frame.Api;
import continuity.bench.frame.Api.Refused;
import continuity.bench.resume.desk.Marks;
import continuity.bench.resume.desk.Request;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sends what was sent until a cut, under a project and session ids of its own. */
final class Replay {

    private static final Pattern SESSION = Pattern.compile(mark(Marks.session(0)));
    private static final Pattern INSTANCE = Pattern.compile(mark(Marks.instance(0)));
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration PAUSE = Duration.ofMillis(300);

    /** So long nothing new must have arrived: longer than any link between a hook and the context waits. */
    private static final Duration STILL = Duration.ofSeconds(3);

    private static final int NOT_FOUND = 404;
    private static final int UNAVAILABLE = 503;

    private final Api api;
    private final Cut cut;
    private final String project;
    private final Map<Integer, String> sessions = new HashMap<>();
    private final Map<Integer, String> instances = new HashMap<>();

    Replay(Api api, Cut cut, String project) {
        this.api = api;
        this.cut = cut;
        this.project = project;
    }

    private static String mark(String ofZero) {
        return Pattern.quote(ofZero).replace("0", "\\E(\\d+)\\Q");
    }

    Cut cut() {
        return cut;
    }

    String project() {
        return project;
    }

    /** Sends everything, and returns when all of it has become part of the context. */
    void run() throws IOException, InterruptedException {
        var session = 1;
        for (int i = 0; i <= cut.last(); i++) {
            var step = cut.story().steps().get(i);
            if (step.session()
                    > session) { // until somebody comes back to it, it has long been known that a session ended
                awaitStill(instance(session));
                session = step.session();
            }
            if (i == cut.last() && cut.isLeftToOthers()) { // nobody types so fast that it is not known who asks
                awaitStill(instance(session));
                awaitStill(instance(cut.story().successor().getAsInt()));
            }
            for (var request : step.requests()) {
                send(request);
            }
            if (cut.checkpointed().isPresent() && cut.checkpointed().getAsInt() == i) {
                checkpoint(instance(step.session()));
            }
        }
        awaitStill(instance());
    }

    /** Asks again while the answer is to come back later, as the answer says. */
    private void checkpoint(String instance) throws IOException, InterruptedException {
        var end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                api.post("/api/v1/checkpoints", Map.of("instance_id", instance, "checkpoint_type", "manual"));
                return;
            } catch (Refused e) {
                if (e.status() != UNAVAILABLE || System.nanoTime() > end) {
                    throw e;
                }
                Thread.sleep(PAUSE);
            }
        }
    }

    /** The instance whose work is asked for. */
    String instance() throws IOException, InterruptedException {
        return instance(cut.end().session());
    }

    /** What a caller says of itself: where it is, and which session is to go on, if there is one already. */
    Map<String, Object> caller() {
        var caller = new HashMap<String, Object>(cut.place().told(project));
        if (cut.isLeftToOthers()) {
            caller.put("client", "claude-code");
            caller.put("client_session_id", session(cut.story().successor().getAsInt()));
        }
        return caller;
    }

    private void send(Request request) throws IOException, InterruptedException {
        api.hook(
                filled(request.path()),
                Map.of(
                        "Content-Type",
                        request.contentType(),
                        "X-Continuity-Machine",
                        "laptop",
                        "X-Project-Dir",
                        filled(request.directory())),
                filled(request.body()));
    }

    private String filled(String text) throws IOException, InterruptedException {
        var marked = text.replace(Marks.PROJECT, project);
        var withSessions = SESSION.matcher(marked)
                .replaceAll(mark -> Matcher.quoteReplacement(session(Integer.parseInt(mark.group(1)))));
        var mark = INSTANCE.matcher(withSessions);
        return mark.find()
                ? mark.replaceAll(Matcher.quoteReplacement(instance(Integer.parseInt(mark.group(1)))))
                : withSessions;
    }

    private String session(int number) {
        return sessions.computeIfAbsent(number, _ -> UUID.randomUUID().toString());
    }

    private String instance(int session) throws IOException, InterruptedException {
        var known = instances.get(session);
        if (known == null) {
            var found = await(
                    () -> api.get("/api/v1/instances", Map.of("client_session_id", session(session))),
                    answer -> answer.path("instances").isEmpty());
            known = found.path("instances").path(0).path("instance_id").asText();
            instances.put(session, known);
        }
        return known;
    }

    private interface Asking {
        JsonNode ask() throws IOException, InterruptedException;
    }

    private static JsonNode await(Asking asking, Function<JsonNode, Boolean> tooEarly)
            throws IOException, InterruptedException {
        var end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            var answer = asking.ask();
            if (!tooEarly.apply(answer)) {
                return answer;
            }
            Thread.sleep(PAUSE);
        }
        throw new IOException("no instance within " + PATIENCE);
    }

    private void awaitStill(String instance) throws IOException, InterruptedException {
        var end = System.nanoTime() + PATIENCE.toNanos();
        var since = System.nanoTime();
        JsonNode last = context(instance);
        while (System.nanoTime() - since < STILL.toNanos()) {
            if (System.nanoTime() > end) {
                throw new IOException("the context of " + instance + " never stands still");
            }
            Thread.sleep(PAUSE);
            var now = context(instance);
            if (!now.equals(last)) {
                last = now;
                since = System.nanoTime();
            }
        }
    }

    private JsonNode context(String instance) throws IOException, InterruptedException {
        try {
            var context = api.get("/api/v1/instances/%s/context".formatted(instance), Map.of());
            return ((ObjectNode) context).without("snapshot_at");
        } catch (Refused e) {
            if (e.status() == NOT_FOUND) {
                return MissingNode.getInstance();
            }
            throw e;
        }
    }
}
