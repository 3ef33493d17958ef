package continuity.systemtest;

import continuity.backbone.KafkaBroker;
import continuity.backbone.KafkaPorts;
import continuity.backbone.PostgresServer;
import continuity.testkit.TestTokens;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * One database, one broker and as many processes of one service as are asked for, below one directory. The database
 * waits for the disk as a user's does; the broker, in this JVM, asks for no login.
 */
public final class ServiceCluster implements AutoCloseable {

    /** What tests lock that start one: two brokers do not live in one JVM. */
    public static final String NAME = "service cluster";

    private static final List<String> HARMLESS = List.of("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR");

    /** Kept, because a logger that nobody holds forgets its level. */
    private static final List<Logger> NOISY = List.of(
            Logger.getLogger("org.apache.kafka"),
            Logger.getLogger("kafka"),
            Logger.getLogger("state.change"),
            Logger.getLogger("io.zonky.test.db.postgres"));

    private final Path directory;
    private final String schema;
    private final String password;
    private final PostgresServer postgres;
    private final KafkaBroker kafka;
    private final List<Replica> replicas = new ArrayList<>();

    private ServiceCluster(Path directory, String schema, String password, PostgresServer postgres, KafkaBroker kafka) {
        this.directory = directory;
        this.schema = schema;
        this.password = password;
        this.postgres = postgres;
        this.kafka = kafka;
    }

    /**
     * @param directory an empty one; only logs and keys are left in it
     * @param schema of the service: {@code registry}, {@code command_log}
     */
    public static ServiceCluster start(Path directory, String schema) throws IOException {
        NOISY.forEach(logger -> logger.setLevel(Level.WARNING));
        Files.writeString(directory.resolve("jwt-public.pem"), TestTokens.publicKeyPem());
        Files.writeString(directory.resolve("service.jwt"), TestTokens.service(name(schema)));
        var key = new byte[32];
        new SecureRandom().nextBytes(key);
        Files.writeString(
                directory.resolve("sanitizer.key"), Base64.getEncoder().encodeToString(key));
        var password = UUID.randomUUID().toString();
        var postgres = PostgresServer.start(directory.resolve("postgres"), 0, passwords(password), true);
        try {
            var kafka = KafkaBroker.start(directory.resolve("kafka"), KafkaPorts.free(), Map.of());
            return new ServiceCluster(directory, schema, password, postgres, kafka);
        } catch (RuntimeException e) {
            postgres.close();
            throw e;
        }
    }

    /** A fresh directory below {@code target}, for {@link #start}. */
    public static Path directory(String name) throws IOException {
        return Files.createTempDirectory(
                Files.createDirectories(Path.of("target").toAbsolutePath()), name + "-");
    }

    /**
     * Starts so many more, all at the same time; returns when all take work.
     *
     * @param settings as environment variables, beside those that every process needs
     */
    public List<Replica> startReplicas(int count, Map<String, String> settings)
            throws IOException, InterruptedException {
        var started = new ArrayList<Replica>();
        for (var number = 0; number < count; number++) {
            started.add(startOne(settings));
        }
        for (var replica : started) {
            replica.awaitReady();
        }
        return List.copyOf(started);
    }

    public Connection asOwner() throws SQLException {
        return connect(schema + "_owner");
    }

    public Connection asSuperuser() throws SQLException {
        return connect(PostgresServer.SUPERUSER);
    }

    public String kafka() {
        return kafka.bootstrapServers();
    }

    public Path databaseLog() {
        return directory.resolve("postgres.log");
    }

    @Override
    public void close() {
        replicas.forEach(Replica::stop);
        kafka.close();
        postgres.close();
        List.of("kafka", "postgres", "postgres-programs").forEach(name -> delete(directory.resolve(name)));
    }

    private static void delete(Path tree) {
        try (var files = Files.walk(tree)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Replica startOne(Map<String, String> settings) throws IOException {
        var port = freePort();
        var log = directory.resolve(name(schema) + "-" + replicas.size() + ".log");
        var builder = new ProcessBuilder(command())
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(Redirect.appendTo(log.toFile()));
        var environment = builder.environment();
        environment.keySet().retainAll(HARMLESS);
        environment.putAll(settings(port));
        environment.putAll(settings);
        var replica = new Replica(builder.start(), URI.create("http://127.0.0.1:" + port), log);
        replicas.add(replica);
        return replica;
    }

    /** As {@code ./continuity up} starts it, but without a cache of loaded classes. */
    private List<String> command() {
        var home = Path.of(System.getProperty("continuity.home", ".."))
                .toAbsolutePath()
                .normalize();
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@" + home.resolve("cli/src/main/jvm.options"),
                "-Xmx128m",
                "-XX:+ExitOnOutOfMemoryError",
                "-jar",
                home.resolve(name(schema) + "-service/target/quarkus-app/quarkus-run.jar")
                        .toString());
    }

    private static String name(String schema) {
        return schema.replace('_', '-');
    }

    private Map<String, String> settings(int port) {
        var settings = new HashMap<String, String>();
        settings.put("QUARKUS_HTTP_HOST", "127.0.0.1");
        settings.put("QUARKUS_HTTP_PORT", Integer.toString(port));
        settings.put("KAFKA_BOOTSTRAP_SERVERS", kafka());
        settings.put(
                "MP_JWT_VERIFY_PUBLICKEY_LOCATION",
                directory.resolve("jwt-public.pem").toUri().toString());
        settings.put(
                "CONTINUITY_SERVICE_TOKEN_FILE",
                directory.resolve("service.jwt").toString());
        settings.put(
                "CONTINUITY_SANITIZER_KEY_FILE",
                directory.resolve("sanitizer.key").toString());
        settings.put("QUARKUS_DATASOURCE_JDBC_URL", postgres.jdbcUrl());
        settings.put("QUARKUS_DATASOURCE_USERNAME", schema + "_app");
        settings.put("QUARKUS_DATASOURCE_PASSWORD", password);
        settings.put("QUARKUS_FLYWAY_USERNAME", schema + "_owner");
        settings.put("QUARKUS_FLYWAY_PASSWORD", password);
        return settings;
    }

    private Connection connect(String role) throws SQLException {
        return DriverManager.getConnection(postgres.jdbcUrl(), role, password);
    }

    private static Map<String, String> passwords(String password) {
        var passwords = new HashMap<>(Map.of(PostgresServer.SUPERUSER, password));
        PostgresServer.ROLES.forEach(role -> passwords.put(role, password));
        return passwords;
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
