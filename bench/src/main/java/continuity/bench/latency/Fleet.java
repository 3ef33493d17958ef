package continuity.bench.latency;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import continuity.bench.frame.Api;
import continuity.bench.frame.Workload;
import continuity.bench.ingest.Loader;
import continuity.contracts.Uuid7;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/**
 * Instances with a past: each was registered, has done something, and has ended or not. Everything went through the API
 * and the stream, so their contexts are what the fold made of it.
 */
final class Fleet implements AutoCloseable {

    /** How an instance has ended. */
    enum Fate {
        /** Cut off in the middle of a turn, and the only one of its project. */
        INTERRUPTED,
        /** On purpose. */
        FINISHED,
        /** Not at all. */
        RUNNING,
        /** Its work goes on elsewhere. */
        RESUMED
    }

    /** An instance of the fleet. */
    record Member(String instanceId, String project, Fate fate) {}

    private static final int MEMBERS_OF_A_PROJECT = 20;
    private static final int COMMANDS_OF_EACH = 24;
    private static final int CALLERS = 8;
    private static final Duration LOOK_EVERY = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final String MACHINE = "bench";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Api api;
    private final Loader loader;
    private final String name = "bench-" + Long.toString(System.currentTimeMillis(), Character.MAX_RADIX);
    private final List<Member> members = new ArrayList<>();
    private final Heartbeats heartbeats;

    Fleet(Api api) {
        this.api = api;
        this.heartbeats = new Heartbeats(api);
        this.loader = new Loader(api, new Workload(5));
    }

    List<Member> members(Fate fate) {
        return members.stream().filter(member -> member.fate() == fate).toList();
    }

    /** Projects by instance. */
    Map<String, String> projects() {
        var projects = new LinkedHashMap<String, String>();
        members.forEach(member -> projects.put(member.instanceId(), member.project()));
        return projects;
    }

    /** Returns when the contexts tell of all that the members did. */
    void fill(int size) throws IOException, InterruptedException, ExecutionException {
        members.addAll(atOnce(IntStream.range(0, size)
                .<Callable<Member>>mapToObj(i -> () -> member(i))
                .toList()));
        loader.send(loader.prepare(
                size * COMMANDS_OF_EACH,
                members.stream().map(Member::instanceId).toList()));
        atOnce(members.stream()
                .<Callable<Boolean>>map(member -> () -> {
                    end(member);
                    return true;
                })
                .toList());
    }

    private Member member(int number) throws IOException, InterruptedException {
        var fates = Fate.values();
        var fate = fates[number % fates.length];
        var project = fate == Fate.INTERRUPTED
                ? "%s-odin-%d".formatted(name, number)
                : "%s-%d".formatted(name, number / MEMBERS_OF_A_PROJECT);
        return new Member(register(project, "session-%s-%d".formatted(name, number)), project, fate);
    }

    private String register(String project, String session) throws IOException, InterruptedException {
        var body = Map.of(
                "project",
                project,
                "instance_type",
                "PS",
                "host_machine",
                MACHINE,
                "client",
                "bench",
                "client_session_id",
                session,
                "working_directory",
                "/home/dev/" + project);
        return api.post("/api/v1/instances", body).path("instance_id").asText();
    }

    private void end(Member member) throws IOException, InterruptedException {
        var id = member.instanceId();
        say(id, "carry on with the cart");
        awaitLookAtGit(id);
        switch (member.fate()) {
            case INTERRUPTED -> cutOff(id);
            case FINISHED -> close(id, "logout");
            case RUNNING -> heartbeats.begin(id);
            case RESUMED -> {
                close(id, "logout");
                resume(id);
            }
        }
    }

    void cutOff(String instanceId) throws IOException, InterruptedException {
        close(instanceId, "other");
    }

    private void close(String instanceId, String reason) throws IOException, InterruptedException {
        api.post("/api/v1/instances/%s/close".formatted(instanceId), Map.of("reason", reason));
    }

    /** By a session of its own. */
    void resume(String hint) throws IOException, InterruptedException {
        resume(hint, UUID.randomUUID().toString());
    }

    void resume(String hint, String session) throws IOException, InterruptedException {
        resume(api, Map.of("hint", hint, "host_machine", MACHINE, "client", "bench", "client_session_id", session));
    }

    /** Whether it lives or not. */
    void take(Api operator, String instanceId) throws IOException, InterruptedException {
        resume(operator, Map.of("hint", instanceId, "force", true));
    }

    private void resume(Api caller, Map<String, ?> request) throws IOException, InterruptedException {
        var answer = caller.post("/api/v1/resume", request);
        heartbeats.end(answer.path("resumed_from").asText());
        heartbeats.begin(answer.path("instance_id").asText());
    }

    /** @return number of the event */
    long say(String instanceId, String text) throws IOException, InterruptedException {
        var event = Map.of("instance_id", instanceId, "event_type", "user_message", "event_data", Map.of("text", text));
        return api.post("/api/v1/events", event).path("sequence_num").asLong();
    }

    /** One more instance that has made so many records; returns its id when the context tells of all of them. */
    String run(int records) throws IOException, InterruptedException, ExecutionException {
        var id = register(name + "-long", "session-%s-of-%d".formatted(name, records));
        loader.send(loader.prepare(records, List.of(id)));
        awaitLookAtGit(id);
        return id;
    }

    /** A last command; what came before it in the stream is in the context by then. */
    private void awaitLookAtGit(String instanceId) throws IOException, InterruptedException {
        var commandId = Uuid7.at(Instant.now()).toString();
        var command = Map.of(
                "instance_id",
                instanceId,
                "command_id",
                commandId,
                "command_type",
                "hook",
                "action",
                "tool_call",
                "tool_name",
                "Bash",
                "parameters",
                Map.of("command", "git status"),
                "result",
                "On branch main\nnothing to commit, working tree clean",
                "success",
                true);
        api.post("/api/v1/commands", JSON.writeValueAsBytes(List.of(command)));
        var start = System.nanoTime();
        while (!context(instanceId).toString().contains(commandId)) {
            if (System.nanoTime() - start > PATIENCE.toNanos()) {
                throw new IOException("the context of %s does not tell of command %s".formatted(instanceId, commandId));
            }
            Thread.sleep(LOOK_EVERY);
        }
    }

    JsonNode context(String instanceId) throws IOException, InterruptedException {
        return api.get("/api/v1/instances/%s/context".formatted(instanceId), Map.of());
    }

    @Override
    public void close() {
        heartbeats.close();
    }

    private static <T> List<T> atOnce(List<Callable<T>> calls) throws InterruptedException, ExecutionException {
        try (var callers = Executors.newFixedThreadPool(CALLERS)) {
            var answers = new ArrayList<T>();
            for (var call : callers.invokeAll(calls)) {
                answers.add(call.get());
            }
            return answers;
        }
    }
}
