package continuity.bench.ingest;

import com.fasterxml.jackson.databind.ObjectMapper;
import continuity.bench.frame.Api;
import continuity.bench.frame.Workload;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Fills a command log through the REST batch, and knows when all of it can be found. */
public final class Loader {

    private static final int BATCH = 500;
    private static final int SENDERS = 4;
    /** More of one instance are counted by estimate only. */
    private static final int PER_INSTANCE = 5_000;

    private static final Duration LOOK_EVERY = Duration.ofMillis(100);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Api api;
    private final Workload workload;
    private final AtomicInteger repeats = new AtomicInteger();

    public Loader(Api api, Workload workload) {
        this.api = api;
        this.workload = workload;
    }

    /**
     * Commands that were made, not sent yet.
     *
     * @param commands by the instance, as JSON
     * @param batches the same as bodies of requests
     */
    public record Load(
            List<Map.Entry<String, byte[]>> commands, List<byte[]> batches, Map<String, Integer> perInstance) {}

    /** @param count of commands, of as many new instances as that takes */
    public Load prepare(int count) throws IOException, InterruptedException {
        var instances = new ArrayList<String>();
        for (int i = 0; i * PER_INSTANCE < count; i++) {
            instances.add(register(api, "bench-" + i % 10));
        }
        return prepare(count, instances);
    }

    /** @param count of commands, which these instances make in turn */
    public Load prepare(int count, List<String> instances) throws IOException {
        var commands = new ArrayList<Map.Entry<String, byte[]>>();
        var perInstance = new HashMap<String, Integer>();
        for (int i = 0; i < count; i++) {
            var instance = instances.get(i % instances.size());
            commands.add(Map.entry(instance, JSON.writeValueAsBytes(workload.command(instance))));
            perInstance.merge(instance, 1, Integer::sum);
        }
        var batches = new ArrayList<byte[]>();
        for (int i = 0; i < count; i += BATCH) {
            batches.add(array(commands.subList(i, Math.min(count, i + BATCH))));
        }
        return new Load(commands, batches, perInstance);
    }

    /** @return the new instance's id */
    public static String register(Api api, String project) throws IOException, InterruptedException {
        var body = Map.of("project", project, "instance_type", "PS", "host_machine", "bench");
        return api.post("/api/v1/instances", body).path("instance_id").asText();
    }

    private static byte[] array(List<Map.Entry<String, byte[]>> commands) {
        var body = new ByteArrayOutputStream();
        for (var command : commands) {
            body.write(body.size() == 0 ? '[' : ',');
            body.writeBytes(command.getValue());
        }
        body.write(']');
        return body.toByteArray();
    }

    /** Returns when everything is acknowledged. */
    public void send(Load load) throws InterruptedException, ExecutionException {
        try (var senders = Executors.newFixedThreadPool(SENDERS)) {
            var sent = senders.invokeAll(load.batches().stream()
                    .<Callable<Void>>map(batch -> () -> {
                        send(batch);
                        return null;
                    })
                    .toList());
            for (var one : sent) {
                one.get();
            }
        }
    }

    /** A 503 means "unknown: repeat with the same ids". */
    private void send(byte[] batch) throws IOException, InterruptedException {
        while (true) {
            try {
                var rejected = api.post("/api/v1/commands", batch).path("rejected");
                if (!rejected.isEmpty()) {
                    throw new IOException("rejected: " + rejected.get(0));
                }
                return;
            } catch (Api.Refused e) {
                if (e.status() != 503) {
                    throw e;
                }
                repeats.incrementAndGet();
            }
        }
    }

    /** How many batches had to be sent once more. */
    public int repeats() {
        return repeats.get();
    }

    /** Returns when everything can be found. */
    public void awaitProjected(Load load) throws IOException, InterruptedException {
        for (var instance : load.perInstance().entrySet()) {
            while (count(instance.getKey()) < instance.getValue()) {
                Thread.sleep(LOOK_EVERY);
            }
        }
    }

    private long count(String instance) throws IOException, InterruptedException {
        var page = api.get("/api/v1/commands", Map.of("instance_id", instance, "limit", "1"));
        return page.path("total_count").asLong();
    }

    static double perSecond(long count, long nanos) {
        return count * 1e9 / nanos;
    }
}
