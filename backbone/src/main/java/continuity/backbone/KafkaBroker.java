package continuity.backbone;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringReader;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.logging.Level;
import java.util.logging.Logger;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;

/**
 * One Kafka broker that is its own controller (KRaft), on 127.0.0.1 only, with the topics of
 * {@code deploy/kafka/topics.json}.
 *
 * <p>Kafka answers a producer when the record is in the page cache; the durable topics are therefore flushed for every
 * batch ({@code flush.messages=1}), because here no second broker holds a copy.
 */
public final class KafkaBroker implements AutoCloseable {

    private static final String ADDRESS = "127.0.0.1";
    private static final int TOPIC_TIMEOUT_SECONDS = 60;

    private static final String SETTINGS = """
            process.roles=broker,controller
            node.id=1
            controller.listener.names=CONTROLLER
            inter.broker.listener.name=PLAINTEXT
            auto.create.topics.enable=false

            # 3 MiB a message
            message.max.bytes=3145728
            replica.fetch.max.bytes=3145728

            # 90 days: after a month's holiday nobody reads everything again
            offsets.retention.minutes=129600

            # after a kill the controller lets the broker in again when the old session has run out (9 s by default)
            broker.session.timeout.ms=3000
            broker.heartbeat.interval.ms=1000

            # one broker: no copies, and no wait for a second consumer that never comes
            offsets.topic.replication.factor=1
            transaction.state.log.replication.factor=1
            transaction.state.log.min.isr=1
            share.coordinator.state.topic.replication.factor=1
            share.coordinator.state.topic.min.isr=1
            group.initial.rebalance.delay.ms=0

            # small: each partition maps two index files (1 MiB), the log cleaner keeps its buffer (4 MiB) on the heap
            log.segment.bytes=67108864
            log.index.size.max.bytes=1048576
            log.cleaner.dedupe.buffer.size=4194304
            offsets.topic.num.partitions=4
            transaction.state.log.num.partitions=1
            share.coordinator.state.topic.num.partitions=1
            num.network.threads=2
            num.io.threads=4
            """;

    private final KafkaRaftServer server;
    private final String bootstrapServers;

    private KafkaBroker(KafkaRaftServer server, String bootstrapServers) {
        this.server = server;
        this.bootstrapServers = bootstrapServers;
    }

    /**
     * Starts the broker in this JVM, with its data as it was left, and creates the topics that are missing. Topics that
     * exist keep their settings. Returns when all topics can be used.
     *
     * @param dataDir where the log lives; formatted at the first start
     * @param port for clients, 0 for a free one
     * @param controllerPort for the broker's talk with itself, 0 for a free one
     * @throws IllegalStateException if it does not start, or if another broker uses {@code dataDir}
     */
    public static KafkaBroker start(Path dataDir, int port, int controllerPort) {
        var data = dataDir.toAbsolutePath().normalize();
        try {
            var clientPort = port == 0 ? freePort() : port;
            var settings = settings(data, clientPort, controllerPort == 0 ? freePort() : controllerPort);
            format(data, settings);
            var server = new KafkaRaftServer(KafkaConfig.fromProps(settings), Time.SYSTEM);
            server.startup();
            var broker = new KafkaBroker(server, ADDRESS + ":" + clientPort);
            try {
                broker.createMissingTopics();
            } catch (RuntimeException e) {
                broker.close();
                throw e;
            }
            return broker;
        } catch (IOException e) {
            throw new IllegalStateException("Kafka did not start on " + data, e);
        }
    }

    /**
     * The broker as a process of its own: {@code <dataDir> <port> <controllerPort>}. Prints {@code READY} when the
     * topics exist, then runs until SIGTERM and stops cleanly. Warnings go to stderr, nothing else to stdout.
     */
    public static void main(String[] args) throws InterruptedException {
        if (args.length != 3) {
            System.err.println("usage: KafkaBroker <dataDir> <port> <controllerPort>");
            System.exit(2);
        }
        System.setProperty("java.util.logging.SimpleFormatter.format", "%1$tFT%1$tT.%1$tL%1$tz %4$s %3$s: %5$s%6$s%n");
        Logger.getLogger("").setLevel(Level.WARNING);
        var broker = start(Path.of(args[0]), Integer.parseInt(args[1]), Integer.parseInt(args[2]));
        Runtime.getRuntime().addShutdownHook(new Thread(broker::close, "kafka-stop"));
        System.out.println("READY");
        new CountDownLatch(1).await();
    }

    /** What a client needs to find the broker. */
    public String bootstrapServers() {
        return bootstrapServers;
    }

    /** Flushes and stops. Safe to repeat. */
    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }

    private static Properties settings(Path data, int port, int controllerPort) throws IOException {
        var settings = new Properties();
        settings.load(new StringReader(SETTINGS));
        var clients = "PLAINTEXT://" + ADDRESS + ":" + port;
        settings.setProperty("listeners", clients + ",CONTROLLER://" + ADDRESS + ":" + controllerPort);
        settings.setProperty("advertised.listeners", clients);
        settings.setProperty("controller.quorum.voters", "1@" + ADDRESS + ":" + controllerPort);
        settings.setProperty("log.dirs", data.resolve("log").toString());
        return settings;
    }

    private static void format(Path data, Properties settings) throws IOException {
        if (Files.exists(data.resolve("log").resolve("meta.properties"))) {
            return;
        }
        Files.createDirectories(data);
        var file = data.resolve("format.properties");
        try (var out = Files.newBufferedWriter(file)) {
            settings.store(out, null);
        }
        var said = new ByteArrayOutputStream();
        var code = StorageTool.execute(
                new String[] {"format", "-t", Uuid.randomUuid().toString(), "-c", file.toString()},
                new PrintStream(said, true, StandardCharsets.UTF_8));
        if (code != 0) {
            throw new IllegalStateException(
                    "Kafka cannot format " + data + ": " + said.toString(StandardCharsets.UTF_8));
        }
        Files.delete(file);
    }

    private void createMissingTopics() {
        try (var admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
            var existing = admin.listTopics().names().get(TOPIC_TIMEOUT_SECONDS, TimeUnit.SECONDS);
            var missing = TopicDefinition.all().stream()
                    .filter(topic -> !existing.contains(topic.name()))
                    .map(topic -> new NewTopic(topic.name(), topic.partitions(), (short) 1).configs(topic.config()))
                    .toList();
            admin.createTopics(missing).all().get(TOPIC_TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("Kafka started, but its topics cannot be created", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while Kafka's topics were created", e);
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
