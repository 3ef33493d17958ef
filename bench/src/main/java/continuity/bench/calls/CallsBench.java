package continuity.bench.calls;

import continuity.bench.BenchOptions;
import continuity.bench.floor.KafkaFloor;
import continuity.bench.floor.PostgresFloor;
import continuity.bench.frame.Api;
import continuity.bench.frame.OpenLoop;
import continuity.bench.frame.OpenLoop.Call;
import continuity.bench.frame.Report;
import continuity.bench.frame.TestedSystem;
import continuity.bench.frame.TimedCalls;
import continuity.bench.frame.TimedCalls.Floor;
import continuity.bench.frame.Workload;
import continuity.bench.ingest.Loader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A hundred agents and, with 20 calls a second, somewhat more than the thousand commands a minute of R95. */
public final class CallsBench {

    private static final int AGENTS = 100;
    private static final double PER_SECOND = 20;
    /** About what a command is, in characters. */
    private static final String PAYLOAD = "x".repeat(600);

    private final TestedSystem system;
    private final BenchOptions options;
    private final Workload workload = new Workload(1);
    private final AtomicInteger turn = new AtomicInteger();

    public CallsBench(TestedSystem system, BenchOptions options) {
        this.system = system;
        this.options = options;
    }

    /** One kind of call and the floor under it. */
    private record Kind(String name, Call call, @Nullable Floor floor) {}

    public void run(Report report) throws Exception {
        var api = system.api();
        var agents = new ArrayList<String>();
        for (int i = 0; i < AGENTS; i++) {
            agents.add(Loader.register(api, "bench-calls"));
        }
        var backbone = system.backbone();
        try (var kafka = backbone.isPresent() ? KafkaFloor.on(backbone.get()) : null;
                var postgres = backbone.isPresent() ? PostgresFloor.on(backbone.get()) : null) {
            var calls = new TimedCalls(new OpenLoop(PER_SECOND, options.length()), options.rounds());
            for (var kind : kinds(api, agents, kafka, postgres)) {
                calls.measure(kind.name(), kind.call(), kind.floor(), report);
            }
        }
    }

    private List<Kind> kinds(
            Api api, List<String> agents, @Nullable KafkaFloor kafka, @Nullable PostgresFloor postgres) {
        var send = kafka == null
                ? null
                : new Floor(KafkaFloor.NAME, () -> kafka.send("bench", PAYLOAD.getBytes(StandardCharsets.UTF_8)));
        var insert = postgres == null ? null : new Floor(PostgresFloor.INSERT_NAME, () -> postgres.insert(PAYLOAD));
        return List.of(
                new Kind("POST /commands", () -> api.post("/api/v1/commands", command(agents)), send),
                new Kind(
                        "POST /events",
                        () -> api.post(
                                "/api/v1/events",
                                Map.of(
                                        "instance_id", next(agents),
                                        "event_type", "user_message",
                                        "event_data", Map.of("text", PAYLOAD))),
                        insert),
                new Kind(
                        "POST /instances/{id}/heartbeat",
                        () -> api.post(
                                "/api/v1/instances/" + next(agents) + "/heartbeat", Map.of("context_percent", 40)),
                        insert),
                new Kind("POST /instances", () -> Loader.register(api, "bench-calls"), insert));
    }

    private synchronized Map<String, Object> command(List<String> agents) {
        return workload.command(next(agents));
    }

    private String next(List<String> agents) {
        return agents.get(turn.getAndIncrement() % agents.size());
    }
}
