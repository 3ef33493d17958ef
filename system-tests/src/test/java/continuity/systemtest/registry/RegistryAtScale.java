package continuity.systemtest.registry;

import static continuity.systemtest.Questions.ok;

import com.fasterxml.jackson.databind.JsonNode;
import continuity.systemtest.Percentiles;
import continuity.systemtest.Questions;
import continuity.systemtest.ServiceClient;
import continuity.systemtest.ServiceCluster;
import continuity.systemtest.StatementLog;
import continuity.testkit.TestTokens;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * What each question to a registry with 100,000 instances takes, over HTTP, one caller at a time; beside it what the
 * same database and the same service take for nothing at all, because a loaded machine is slow at everything.
 *
 * <p>{@code RegistryAtScale [instances] [rounds]} prints a table, and the plans of the registry's statements.
 */
final class RegistryAtScale {

    static final int INSTANCES = 100_000;

    /** How often each question is asked, after a third as many times that do not count. */
    static final int ROUNDS = 300;

    /** At one a second. */
    private static final int MAX_SWEEPS = 30;

    private static final double LIMIT_MILLIS = 50;

    /** Begins each sweep. */
    private static final String WATCH = "UPDATE registry.watch AS watch";

    private static final String MARK_STALE = "SET status = 'stale'";

    private final Random random = new Random(100_000);
    private final ServiceCluster cluster;
    private final int rounds;

    private RegistryAtScale(ServiceCluster cluster, int rounds) {
        this.cluster = cluster;
        this.rounds = rounds;
    }

    /**
     * @param total as every page of the list of all said
     * @param walked ids on all pages of it, in their order
     * @param millis by question
     * @param plans by question, the registry's statements as it sent them
     */
    record Result(
            Set<Long> total, List<String> walked, Map<String, Percentiles> millis, Map<String, List<String>> plans) {

        @Override
        public String toString() {
            return Questions.table(millis, LIMIT_MILLIS);
        }
    }

    public static void main(String[] args) throws Exception {
        var instances = args.length > 0 ? Integer.parseInt(args[0]) : INSTANCES;
        var rounds = args.length > 1 ? Integer.parseInt(args[1]) : ROUNDS;
        var result = run(ServiceCluster.directory("scale"), instances, rounds);
        result.plans().forEach((question, plans) -> {
            System.out.println("== " + question);
            plans.forEach(System.out::println);
        });
        System.out.println(result);
    }

    static Result run(Path directory, int instances, int rounds)
            throws IOException, InterruptedException, SQLException {
        try (var cluster = ServiceCluster.start(directory, "registry")) {
            return new RegistryAtScale(cluster, rounds).run(instances);
        }
    }

    private Result run(int instances) throws IOException, InterruptedException, SQLException {
        // sweeps as usual, but they find nobody: the fleet stays as it is while it is asked for
        var registry = cluster.startReplicas(1, Map.of("CONTINUITY_STALE_AFTER", "PT12H"))
                .getFirst();
        try (var owner = cluster.asOwner();
                var superuser = cluster.asSuperuser();
                var client = new ServiceClient(TestTokens.admin());
                var viewer = new ServiceClient(TestTokens.viewer("project-007", "project-042"))) {
            var fleet = new Fleet(owner);
            fleet.fill(instances);
            var walk = walk(client, registry.url());
            var millis = questions(client, viewer, registry.url(), walk, owner).measure(rounds);
            registry.stop();

            StatementLog.explainAll(superuser, "registry_app");
            var explained = cluster.startReplicas(
                            1,
                            Map.of(
                                    "CONTINUITY_STALE_AFTER",
                                    "PT" + (Fleet.MAX_SILENCE + 60) + "S",
                                    "CONTINUITY_SWEEP_EVERY",
                                    "1s"))
                    .getFirst();
            fleet.silenceCountsFrom(Instant.now());
            var plans = explain(questions(client, viewer, explained.url(), walk, owner));
            fleet.silenceCountsFrom(Instant.EPOCH);
            millis.put("sweep, its statements", sweeps(fleet));
            plans.put("sweep", lastSweep());
            return new Result(walk.totals, walk.ids, millis, plans);
        }
    }

    /** All pages of the list of all. */
    private static final class Walk {
        private final Set<Long> totals = new HashSet<>();
        private final List<String> ids = new ArrayList<>();
        private final List<String> activeIds = new ArrayList<>();
        private final List<String> cursors = new ArrayList<>();

        private void add(JsonNode page) {
            totals.add(page.path("total_count").asLong());
            for (var instance : page.path("instances")) {
                var id = instance.path("instance_id").asText();
                ids.add(id);
                if ("active".equals(instance.path("status").asText())) {
                    activeIds.add(id);
                }
            }
            if (page.path("next_cursor").isTextual()) {
                cursors.add(page.path("next_cursor").asText());
            }
        }
    }

    private static Walk walk(ServiceClient client, URI registry) throws IOException, InterruptedException {
        var walk = new Walk();
        var pages = 0;
        walk.add(ServiceClient.json(ok(client.get(registry.resolve("/api/v1/instances?limit=1000")))));
        while (walk.cursors.size() > pages) {
            pages = walk.cursors.size();
            var next = registry.resolve("/api/v1/instances?limit=1000&cursor=" + walk.cursors.getLast());
            walk.add(ServiceClient.json(ok(client.get(next))));
        }
        return walk;
    }

    private Questions questions(
            ServiceClient client, ServiceClient viewer, URI registry, Walk walk, Connection database) {
        var list = registry.resolve("/api/v1/instances");
        var questions = new Questions();
        questions.addFloors(database, () -> ok(client.get(registry.resolve("/q/health/live"))));
        questions.add("list of a project", () -> ok(client.get(URI.create(list + "?project=" + project()))));
        questions.add("list of the largest project", () -> ok(client.get(URI.create(list + "?project=project-000"))));
        questions.add("list of all, first page", () -> ok(client.get(list)));
        questions.add(
                "list of all, a later page", () -> ok(client.get(URI.create(list + "?cursor=" + any(walk.cursors)))));
        questions.add("list of all, active_only", () -> ok(client.get(URI.create(list + "?active_only"))));
        questions.add("list of all, status=stale", () -> ok(client.get(URI.create(list + "?status=stale"))));
        questions.add(
                "list of a machine, active_only",
                () -> ok(client.get(URI.create(list + "?active_only&machine=machine-07"))));
        questions.add("list of all for a viewer of two projects", () -> ok(viewer.get(list)));
        questions.add("by full id", () -> ok(client.get(URI.create(list + "/" + any(walk.ids)))));
        questions.add("by four digits of the hash", () -> {
            var id = any(walk.ids);
            ok(client.get(URI.create(list + "/" + id.substring(id.length() - 6, id.length() - 2))));
        });
        questions.add("by the beginning of the id", () -> {
            var id = any(walk.ids);
            ok(client.get(URI.create(list + "/" + id.substring(0, id.length() - 3))));
        });
        questions.add("by an id's first letter, which all have", () -> ok(client.get(URI.create(list + "/p"))));
        questions.add("by machine", () -> ok(client.get(URI.create(list + "/by-machine"))));
        questions.add(
                "heartbeat",
                () -> ok(client.post(URI.create(list + "/" + any(walk.activeIds) + "/heartbeat"), "{}", "")));
        return questions;
    }

    private String project() {
        return "project-%03d".formatted(random.nextInt(Fleet.PROJECTS));
    }

    private <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    /** Asks everything several times, so that plans are those of a service that has been running; keeps the last. */
    private Map<String, List<String>> explain(Questions questions)
            throws IOException, InterruptedException, SQLException {
        for (var round = 0; round < 10; round++) {
            for (var question : questions.all().values()) {
                question.ask();
            }
        }
        var plans = new LinkedHashMap<String, List<String>>();
        for (var question : questions.all().entrySet()) {
            var known = StatementLog.read(cluster.databaseLog()).size();
            question.getValue().ask();
            plans.put(
                    question.getKey(),
                    StatementLog.read(cluster.databaseLog()).stream()
                            .skip(known)
                            .map(StatementLog.Entry::text)
                            .filter(text -> text.contains("registry.supervisor_sessions"))
                            .filter(text -> !text.contains(MARK_STALE) && !text.contains("running_heard_at <="))
                            .toList());
        }
        return plans;
    }

    private Percentiles sweeps(Fleet fleet) throws IOException, InterruptedException, SQLException {
        var until = fleet.lastSweep().plusSeconds(Math.min(rounds, MAX_SWEEPS));
        while (fleet.lastSweep().isBefore(until)) {
            Thread.sleep(Duration.ofSeconds(1));
        }
        var millisByBackend = new HashMap<Long, Double>();
        var nanos = new ArrayList<Long>();
        for (var entry : StatementLog.read(cluster.databaseLog())) {
            if (entry.text().contains(WATCH)) {
                millisByBackend.put(entry.backend(), 0.0);
            }
            millisByBackend.computeIfPresent(entry.backend(), (_, sum) -> sum + entry.millis());
            if (entry.text().contains(MARK_STALE) && millisByBackend.containsKey(entry.backend())) {
                nanos.add(Math.round(millisByBackend.remove(entry.backend())
                        * Duration.ofMillis(1).toNanos()));
            }
        }
        return Percentiles.of(nanos.stream().mapToLong(Long::longValue).toArray());
    }

    private List<String> lastSweep() throws IOException {
        var texts = StatementLog.read(cluster.databaseLog()).stream()
                .map(StatementLog.Entry::text)
                .toList();
        var end = texts.size() - 1;
        while (!texts.get(end).contains(MARK_STALE)) {
            end--;
        }
        return texts.subList(Math.max(0, end - 2), end + 1);
    }
}
