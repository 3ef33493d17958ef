package continuity.backbone;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Level;
import java.util.logging.Logger;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;

/**
 * One Kafka broker that is its own controller (KRaft), on 127.0.0.1 only, with the topics of
 * {@code deploy/kafka/topics.json} and the rights that it grants.
 *
 * <p>Kafka answers a producer when the record is in the page cache; the durable topics are therefore flushed for every
 * batch ({@code flush.messages=1}), because here no second broker holds a copy.
 */
public final class KafkaBroker implements AutoCloseable {

    private final KafkaRaftServer server;
    private final String bootstrapServers;

    private KafkaBroker(KafkaRaftServer server, String bootstrapServers) {
        this.server = server;
        this.bootstrapServers = bootstrapServers;
    }

    /**
     * Starts the broker in this JVM, with its data as it was left, and makes users, rights and topics what they are
     * defined to be, whoever used the data before and whatever the passwords were. Returns when all can be used.
     *
     * @param dataDir where the log lives; formatted at the first start
     * @param passwordByUser of {@link #users()}; a user left out keeps the password that it has, but {@code admin} must
     *     be there. If it is empty the broker is open to everybody, which is for tests only
     * @throws IllegalStateException if it does not start, or if another broker uses {@code dataDir}
     */
    public static KafkaBroker start(Path dataDir, KafkaPorts ports, Map<String, String> passwordByUser) {
        var data = dataDir.toAbsolutePath().normalize();
        try {
            var settings = new BrokerSettings(data, ports);
            format(settings);
            var server = new KafkaRaftServer(
                    KafkaConfig.fromProps(
                            passwordByUser.isEmpty()
                                    ? settings.open()
                                    : settings.closed(AccessPreparation.superuser(passwordByUser))),
                    Time.SYSTEM);
            var broker = new KafkaBroker(server, ports.clientsAddress());
            try {
                server.startup();
                prepare(settings, passwordByUser);
            } catch (RuntimeException e) {
                broker.close();
                throw e;
            }
            return broker;
        } catch (IOException | KafkaException e) {
            throw new IllegalStateException("Kafka did not start on " + data, e);
        }
    }

    /**
     * The broker as a process of its own: {@code <dataDir> <clients> <controller> <broker> <passwords>}, the last a
     * file with a line {@code user=password} for each of {@link #users()}. Prints {@code READY} when it can be used,
     * then runs until SIGTERM and stops cleanly. Warnings go to stderr, nothing else to stdout.
     */
    public static void main(String[] args) throws InterruptedException {
        if (args.length != 5) {
            System.err.println("usage: KafkaBroker <dataDir> <clients> <controller> <broker> <passwords>");
            System.exit(2);
        }
        System.setProperty("java.util.logging.SimpleFormatter.format", "%1$tFT%1$tT.%1$tL%1$tz %4$s %3$s: %5$s%6$s%n");
        Logger.getLogger("").setLevel(Level.WARNING);
        var passwords = Passwords.read(Path.of(args[4]));
        if (passwords.isEmpty()) {
            System.err.println("no passwords in " + args[4]);
            System.exit(2);
        }
        var ports = new KafkaPorts(Integer.parseInt(args[1]), Integer.parseInt(args[2]), Integer.parseInt(args[3]));
        var broker = start(Path.of(args[0]), ports, passwords);
        Runtime.getRuntime().addShutdownHook(new Thread(broker::close, "kafka-stop"));
        System.out.println("READY");
        new CountDownLatch(1).await();
    }

    /** Every user of ours: {@value KafkaLogin#SUPERUSER} and the services that {@code topics.json} names. */
    public static Set<String> users() {
        var users = new TreeSet<>(AccessRules.services(TopicDefinition.all()));
        users.add(KafkaLogin.SUPERUSER);
        return users;
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

    /** Only the layout on the disk; by open settings, so that no password comes into the file. */
    private static void format(BrokerSettings settings) throws IOException {
        if (Files.exists(settings.log().resolve("meta.properties"))) {
            return;
        }
        Files.createDirectories(settings.data());
        var file = settings.data().resolve("format.properties");
        try (var out = Files.newOutputStream(file)) { // a stream: read as Latin-1, other letters are escaped
            settings.open().store(out, null);
        }
        var said = new ByteArrayOutputStream();
        var code = StorageTool.execute(
                new String[] {"format", "-t", Uuid.randomUuid().toString(), "-c", file.toString()},
                new PrintStream(said, true, StandardCharsets.UTF_8));
        if (code != 0) {
            throw new IllegalStateException(
                    "Kafka cannot format " + settings.data() + ": " + said.toString(StandardCharsets.UTF_8));
        }
        Files.delete(file);
    }

    private static void prepare(BrokerSettings settings, Map<String, String> passwordByUser) {
        if (passwordByUser.isEmpty()) {
            try (var admin = Admin.create(Map.of(
                    AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, settings.ports().clientsAddress()))) {
                new TopicPreparation(admin).run();
            }
            return;
        }
        var access = new AccessPreparation(settings, passwordByUser);
        try (var admin = access.connect()) {
            access.setPasswords(admin);
            access.setRights(admin);
            new TopicPreparation(admin).run();
        }
        access.awaitLogin();
    }
}
