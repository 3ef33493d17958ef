package continuity.bench.calls;

import continuity.bench.BenchOptions;
import continuity.bench.floor.KafkaFloor;
import continuity.bench.floor.PostgresFloor;
import continuity.bench.frame.Api;
import continuity.bench.frame.Figure;
import continuity.bench.frame.OpenLoop;
import continuity.bench.frame.OpenLoop.Call;
import continuity.bench.frame.OpenLoop.Outcome;
import continuity.bench.frame.Report;
import continuity.bench.frame.Rounds;
import continuity.bench.frame.TestedSystem;
import continuity.bench.frame.Workload;
import continuity.bench.ingest.Loader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToDoubleFunction;
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
    private record Kind(
            String name,
            Call call,
            @Nullable String floorName,
            @Nullable Call floor) {}

    /** One round of a kind. */
    private record Pair(Outcome ours, Optional<Outcome> floor) {}

    public void run(Report report) throws Exception {
        var api = system.api();
        var agents = new ArrayList<String>();
        for (int i = 0; i < AGENTS; i++) {
            agents.add(Loader.register(api, "bench-calls"));
        }
        var backbone = system.backbone();
        try (var kafka = backbone.isPresent() ? KafkaFloor.on(backbone.get()) : null;
                var postgres = backbone.isPresent() ? PostgresFloor.on(backbone.get()) : null) {
            for (var kind : kinds(api, agents, kafka, postgres)) {
                measure(kind, report);
            }
        }
    }

    private List<Kind> kinds(
            Api api, List<String> agents, @Nullable KafkaFloor kafka, @Nullable PostgresFloor postgres) {
        Call send = kafka == null ? null : () -> kafka.send("bench", PAYLOAD.getBytes(StandardCharsets.UTF_8));
        Call insert = postgres == null ? null : () -> postgres.insert(PAYLOAD);
        return List.of(
                new Kind("POST /commands", () -> api.post("/api/v1/commands", command(agents)), KafkaFloor.NAME, send),
                new Kind(
                        "POST /events",
                        () -> api.post(
                                "/api/v1/events",
                                Map.of(
                                        "instance_id", next(agents),
                                        "event_type", "user_message",
                                        "event_data", Map.of("text", PAYLOAD))),
                        PostgresFloor.INSERT_NAME,
                        insert),
                new Kind(
                        "POST /instances/{id}/heartbeat",
                        () -> api.post(
                                "/api/v1/instances/" + next(agents) + "/heartbeat", Map.of("context_percent", 40)),
                        PostgresFloor.INSERT_NAME,
                        insert),
                new Kind(
                        "POST /instances",
                        () -> Loader.register(api, "bench-calls"),
                        PostgresFloor.INSERT_NAME,
                        insert));
    }

    private synchronized Map<String, Object> command(List<String> agents) {
        return workload.command(next(agents));
    }

    private String next(List<String> agents) {
        return agents.get(turn.getAndIncrement() % agents.size());
    }

    private void measure(Kind kind, Report report) throws Exception {
        var load = new OpenLoop(PER_SECOND, options.length());
        var floorCall = kind.floor();
        var rounds = Rounds.warm(
                options.rounds(),
                () -> new Pair(
                        load.run(kind.call()),
                        floorCall == null ? Optional.empty() : Optional.of(load.run(floorCall))));
        for (var percentile : List.of(50.0, 95.0)) {
            report.add(figure(kind, rounds, percentile));
        }
        var failed = rounds.stream().mapToLong(pair -> pair.ours().failed()).sum();
        if (failed > 0) {
            report.note("%d calls of %s failed and are in no figure.".formatted(failed, kind.name()));
        }
    }

    private static Figure figure(Kind kind, List<Pair> rounds, double percentile) {
        ToDoubleFunction<Outcome> value = outcome -> outcome.millisAt(percentile);
        var ours = rounds.stream().map(pair -> value.applyAsDouble(pair.ours())).toList();
        var floor = rounds.stream()
                .flatMap(pair -> pair.floor().stream())
                .map(value::applyAsDouble)
                .toList();
        var name = "%s, p%.0f".formatted(kind.name(), percentile);
        var floorName = kind.floorName();
        return new Figure(
                name, "ms", ours, floor.isEmpty() || floorName == null ? null : new Figure.Floor(floorName, floor));
    }
}
