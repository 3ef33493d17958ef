package continuity.systemtest.registry;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import continuity.contracts.Topics;
import continuity.systemtest.Percentiles;
import continuity.systemtest.Replica;
import continuity.systemtest.ServiceClient;
import continuity.systemtest.ServiceCluster;
import continuity.systemtest.registry.BeatingAgent.Answer;
import continuity.testkit.KafkaProbe;
import continuity.testkit.TestTokens;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;

/**
 * Three registries on one database and one broker, under an even stream of heartbeats; one of the three is killed in
 * the middle. Meanwhile agents register that are never heard again, so that all three have silent ones to find.
 *
 * <p>The stream does not wait for answers: each heartbeat has its time, and latency counts from there.
 *
 * <p>{@code RegistryReplicas [seconds] [rate] [instances] [kill after seconds]} prints what came of it.
 */
final class RegistryReplicas {

    private static final int REPLICAS = 3;
    /** Agents that register and are never heard again. */
    static final int SILENT = 50;

    private static final Duration STALE_AFTER = Duration.ofSeconds(10);
    private static final int WARM_UP_ROUNDS = 500;
    private static final int MAX_ATTEMPTS = 100;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String BEATING = "beating";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ServiceCluster cluster;
    private final Fleet fleet;
    private final Load load;
    private final Map<Integer, String> silent = new ConcurrentHashMap<>();

    private RegistryReplicas(ServiceCluster cluster, Fleet fleet, Load load) {
        this.cluster = cluster;
        this.fleet = fleet;
        this.load = load;
    }

    /**
     * @param rate heartbeats a second, of all instances together
     * @param instances that beat in turn; each must come round within less than {@link #STALE_AFTER}
     * @param killAfter when one of the registries is killed
     */
    record Load(Duration time, int rate, int instances, Duration killAfter) {

        static final Load FULL = new Load(Duration.ofSeconds(60), 500, 2_000, Duration.ofSeconds(20));

        int beats() {
            return Math.toIntExact(time.toSeconds()) * rate;
        }
    }

    /**
     * @param beats that were sent
     * @param refused by how the sender was told
     * @param unanswered that nothing was heard of
     * @param latency of the accepted ones, from the time when they were due
     * @param forgotten agents whose row knows less than an accepted heartbeat said, or is not active without reason
     * @param active rows after the last heartbeat; less than all only on a machine that is too slow for the load
     * @param listedActive how many a registry that is left counted before
     * @param calledDead agents that were called stale though none of their silences was long enough
     * @param staleMessages different messages about each silent agent that it went stale
     * @param repeated records on the topic beyond the first of each message; a relay may repeat itself after a crash
     */
    record Result(
            int beats,
            int accepted,
            Map<String, Integer> refused,
            int unanswered,
            Percentiles latency,
            double perSecond,
            List<String> forgotten,
            long active,
            long listedActive,
            List<String> calledDead,
            Map<String, Integer> staleMessages,
            int repeated) {

        int refusedInAll() {
            return refused.values().stream().mapToInt(Integer::intValue).sum();
        }

        @Override
        public String toString() {
            return """
                    heartbeats   %d sent, %d accepted, refused %s, unanswered %d
                    accepted     %.1f per second; ms from when due: p50 %s, p95 %s, p99 %s, max %s
                    afterwards   %d active, %d listed as active; %d forgotten, %d called dead
                    silent       %d agents, %d stale messages, %d records repeated
                    """.formatted(
                    beats,
                    accepted,
                    refused,
                    unanswered,
                    perSecond,
                    Percentiles.text(latency.p50()),
                    Percentiles.text(latency.p95()),
                    Percentiles.text(latency.p99()),
                    Percentiles.text(latency.max()),
                    active,
                    listedActive,
                    forgotten.size(),
                    calledDead.size(),
                    staleMessages.size(),
                    staleMessages.values().stream().mapToInt(Integer::intValue).sum(),
                    repeated);
        }
    }

    public static void main(String[] args) throws Exception {
        var load = args.length == 0
                ? Load.FULL
                : new Load(
                        Duration.ofSeconds(Long.parseLong(args[0])),
                        Integer.parseInt(args[1]),
                        Integer.parseInt(args[2]),
                        Duration.ofSeconds(Long.parseLong(args[3])));
        System.out.println(run(ServiceCluster.directory("replicas"), load));
    }

    static Result run(Path directory, Load load)
            throws IOException, InterruptedException, SQLException, ExecutionException {
        try (var cluster = ServiceCluster.start(directory, "registry")) {
            var replicas = cluster.startReplicas(REPLICAS, Map.of("CONTINUITY_STALE_AFTER", STALE_AFTER.toString()));
            try (var owner = cluster.asOwner();
                    var client = new ServiceClient(TestTokens.admin())) {
                return new RegistryReplicas(cluster, new Fleet(owner), load).run(replicas, client);
            }
        }
    }

    private Result run(List<Replica> replicas, ServiceClient client)
            throws IOException, InterruptedException, SQLException, ExecutionException {
        var urls = replicas.stream().map(Replica::url).toList();
        warmUp(urls, client);
        fleet.beating(BEATING, load.instances());
        var agents = new ArrayList<BeatingAgent>();
        fleet.signsOfLife(BEATING)
                .forEach((id, row) ->
                        agents.add(new BeatingAgent(id, row.lastHeartbeat(), urls, agents.size() % urls.size())));

        var beats = beat(agents, replicas.getFirst(), urls, client);

        var listed =
                ServiceClient.json(client.get(urls.getLast().resolve("/api/v1/instances?limit=1&project=" + BEATING)));
        var rows = fleet.signsOfLife(BEATING);
        awaitSweeps();
        return result(beats, agents, rows, listed.path("active_count").asLong());
    }

    /** What the JVMs have not yet loaded is not what is to be seen. */
    private static void warmUp(List<URI> registries, ServiceClient client) throws IOException, InterruptedException {
        var list = registries.getFirst().resolve("/api/v1/instances");
        var registered = ServiceClient.json(client.post(list, "{\"project\":\"warm-up\"}", ""));
        var path = "/api/v1/instances/" + registered.path("instance_id").asText() + "/heartbeat";
        for (var round = 0; round < WARM_UP_ROUNDS; round++) {
            for (var registry : registries) {
                client.post(registry.resolve(path), "{}", "");
            }
        }
    }

    /** @param nanos from when it was due until its sender knew what became of it */
    private record Beat(Answer answer, long nanos) {}

    private record Beats(List<Beat> all, Duration took) {}

    private Beats beat(List<BeatingAgent> agents, Replica victim, List<URI> urls, ServiceClient client)
            throws InterruptedException, ExecutionException {
        var beats = new Beat[load.beats()];
        var period = Duration.ofSeconds(1).dividedBy(load.rate()).toNanos();
        var killAt = Math.toIntExact(load.killAfter().toSeconds() * load.rate());
        // early enough for a sweep to find the last one while there still are heartbeats
        var silentEvery = Math.max(1, load.beats() / 2 / SILENT);
        var begin = System.nanoTime();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var registrations = new HashSet<Future<?>>();
            for (var beat = 0; beat < beats.length; beat++) {
                var number = beat;
                var due = begin + beat * period;
                LockSupport.parkNanos(due - System.nanoTime());
                if (number == killAt) {
                    victim.kill();
                }
                if (number % silentEvery == 0 && number / silentEvery < SILENT) {
                    registrations.add(threads.submit(() -> {
                        registerSilent(number / silentEvery, urls, client);
                        return null;
                    }));
                }
                threads.execute(() -> {
                    var answer = beatOnce(agents.get(number % agents.size()), client);
                    beats[number] = new Beat(answer, System.nanoTime() - due);
                });
            }
            for (var registration : registrations) {
                registration.get();
            }
        }
        return new Beats(List.of(beats), Duration.ofNanos(System.nanoTime() - begin));
    }

    private static Answer beatOnce(BeatingAgent agent, ServiceClient client) {
        try {
            return agent.beat(client);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Answer.None();
        }
    }

    /** With the same key at one registry after the other, until one has answered. */
    private void registerSilent(int number, List<URI> urls, ServiceClient client)
            throws IOException, InterruptedException {
        var json = "{\"project\":\"silent\",\"host_machine\":\"laptop\"}";
        for (var attempt = 0; !silent.containsKey(number); attempt++) {
            var url = urls.get((number + attempt) % urls.size()).resolve("/api/v1/instances");
            try {
                var answer = client.post(url, json, "silent-" + number);
                if (answer.statusCode() < 300) {
                    silent.put(
                            number,
                            ServiceClient.json(answer).path("instance_id").asText());
                }
            } catch (IOException e) {
                if (attempt > MAX_ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    /** Everybody is silent now: waits until all have been found, and two sweeps more. */
    private void awaitSweeps() {
        await("the silent ones are found")
                .atMost(PATIENCE)
                .until(() -> fleet.signsOfLife("silent").values().stream().allMatch(Fleet.SignOfLife::isStale));
        await("and the others")
                .atMost(PATIENCE)
                .until(() -> fleet.signsOfLife(BEATING).values().stream().allMatch(Fleet.SignOfLife::isStale));
        for (var sweep = 0; sweep < 2; sweep++) {
            var before = lastSweep();
            await("another sweep").atMost(PATIENCE).until(() -> lastSweep() > before);
        }
        await("all is told").atMost(PATIENCE).until(() -> fleet.untold() == 0);
    }

    private long lastSweep() {
        try {
            return fleet.lastSweep().toEpochMilli();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private Result result(Beats beats, List<BeatingAgent> agents, Map<String, Fleet.SignOfLife> rows, long listedActive)
            throws IOException {
        var refused = new TreeMap<String, Integer>();
        var unanswered = 0;
        for (var beat : beats.all()) {
            switch (beat.answer()) {
                case Answer.Accepted() -> {}
                case Answer.Refused(var how) -> refused.merge(how, 1, Integer::sum);
                case Answer.None() -> unanswered++;
            }
        }
        var nanos = beats.all().stream()
                .filter(beat -> beat.answer() instanceof Answer.Accepted)
                .mapToLong(Beat::nanos)
                .toArray();
        var told = new Told();
        return new Result(
                beats.all().size(),
                nanos.length,
                refused,
                unanswered,
                Percentiles.of(nanos),
                nanos.length
                        * (double) Duration.ofSeconds(1).toMillis()
                        / beats.took().toMillis(),
                agents.stream()
                        .filter(agent -> !isKnown(agent, rows))
                        .map(BeatingAgent::id)
                        .toList(),
                rows.values().stream().filter(Fleet.SignOfLife::isActive).count(),
                listedActive,
                agents.stream()
                        .filter(agent -> told.staleMessages(agent.id()) > 1
                                && agent.longestSilence().compareTo(STALE_AFTER) < 0)
                        .map(BeatingAgent::id)
                        .toList(),
                told.staleMessages(silent.values()),
                told.repeated);
    }

    private static boolean isKnown(BeatingAgent agent, Map<String, Fleet.SignOfLife> rows) {
        var row = rows.get(agent.id());
        return row != null
                && (row.isActive() || row.age().compareTo(STALE_AFTER) > 0)
                && !row.lastHeartbeat().isBefore(agent.newestAccepted());
    }

    /** What the topic of instances says about who went stale. */
    private final class Told {

        private final Map<String, Set<String>> messages = new HashMap<>();
        private int repeated;

        private Told() throws IOException {
            for (var record : new KafkaProbe(cluster.kafka()).read(Topics.INSTANCES)) {
                if (JSON.readTree(record.value()).path("change").asText().equals("stale")) {
                    var id = KafkaProbe.header(record, "ce_id").orElseThrow();
                    if (!messages.computeIfAbsent(record.key(), _ -> new HashSet<>())
                            .add(id)) {
                        repeated++;
                    }
                }
            }
        }

        private int staleMessages(String instanceId) {
            return messages.getOrDefault(instanceId, Set.of()).size();
        }

        private Map<String, Integer> staleMessages(Iterable<String> instanceIds) {
            var counts = new HashMap<String, Integer>();
            instanceIds.forEach(id -> counts.put(id, staleMessages(id)));
            return counts;
        }
    }
}
