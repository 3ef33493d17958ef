package continuity.testkit;

import continuity.backbone.KafkaBroker;
import continuity.backbone.KafkaPorts;
import continuity.backbone.PostgresServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A real PostgreSQL and a real Kafka broker for a {@code @QuarkusTest}, both fresh, started once per JVM and stopped at
 * its end; and the keys and tokens that a service expects to find.
 *
 * <p>Use: {@code @QuarkusTestResource(value = Backbone.class, initArgs = @ResourceArg(name = "schema", value =
 * "registry"))}, the same on all classes of a module, so that the application starts once. Without {@code schema} no
 * datasource is configured. Addresses of other services are the test's own affair.
 *
 * <p>Servers that run already are used instead, if {@code -Dbackbone.pg} (JDBC URL), {@code -Dbackbone.pg.password} (of
 * all roles) and {@code -Dbackbone.kafka} (bootstrap servers) are given.
 */
public final class Backbone implements QuarkusTestResourceLifecycleManager {

    private static final String PG = "backbone.pg";
    private static final String PG_PASSWORD = "backbone.pg.password";
    private static final String KAFKA = "backbone.kafka";
    private static final String DIRECTORY = "continuity.testkit.directory";

    /** Kept, because a logger that nobody holds forgets its level. */
    private static final List<Logger> NOISY =
            List.of(Logger.getLogger("org.apache.kafka"), Logger.getLogger("kafka"), Logger.getLogger("state.change"));

    private @Nullable String schema;

    @Override
    public void init(Map<String, String> initArgs) {
        schema = initArgs.get("schema");
    }

    @Override
    public Map<String, String> start() {
        startServers();
        var config = new HashMap<String, String>();
        config.put("quarkus.http.test-port", "0");
        config.put("kafka.bootstrap.servers", bootstrapServers());
        config.put("mp.jwt.verify.issuer", TestTokens.ISSUER);
        config.put(
                "mp.jwt.verify.publickey.location",
                file("jwt-public.pem", TestTokens.publicKeyPem()).toUri().toString());
        config.put(
                "continuity.service-token-file",
                file("service.jwt", TestTokens.service(schema == null ? "test" : schema))
                        .toString());
        config.put(
                "continuity.token-signing-key-file",
                file("jwt-private.pem", TestTokens.privateKeyPem()).toString());
        config.put(
                "continuity.sanitizer-key-file",
                file("sanitizer.key", JvmWide.once("continuity.testkit.sanitizer-key", Backbone::randomKey))
                        .toString());
        if (schema != null) {
            config.put("quarkus.datasource.jdbc.url", jdbcUrl());
            config.put("quarkus.datasource.username", schema + "_app");
            config.put("quarkus.datasource.password", password());
            config.put("quarkus.flyway.username", schema + "_owner");
            config.put("quarkus.flyway.password", password());
        }
        return config;
    }

    /** Nothing: the servers serve the next test class too. */
    @Override
    public void stop() {}

    /** Address of the broker; starts the servers if need be. */
    public static String bootstrapServers() {
        startServers();
        return property(KAFKA);
    }

    /** Address of the database {@code supervisor_meta}; starts the servers if need be. */
    public static String jdbcUrl() {
        startServers();
        return property(PG);
    }

    /** The password of every role of this JVM's PostgreSQL, for a test that logs in as another role. */
    public static String password() {
        startServers();
        return property(PG_PASSWORD);
    }

    private static void startServers() {
        synchronized (JvmWide.LOCK) {
            if (System.getProperty(PG) != null && System.getProperty(KAFKA) != null) {
                return;
            }
            NOISY.forEach(logger -> logger.setLevel(Level.WARNING));
            var directory = directory();
            var password = UUID.randomUUID().toString();
            var broker = CompletableFuture.supplyAsync(
                    () -> KafkaBroker.start(directory.resolve("kafka"), KafkaPorts.free(), Map.of()));
            var postgres = PostgresServer.start(directory.resolve("postgres"), 0, passwords(password), false);
            System.setProperty(PG, postgres.jdbcUrl());
            System.setProperty(PG_PASSWORD, password);
            System.setProperty(KAFKA, broker.join().bootstrapServers());
            Runtime.getRuntime()
                    .addShutdownHook(new Thread(
                            () -> {
                                postgres.close();
                                broker.join().close();
                                delete(directory);
                            },
                            "backbone-stop"));
        }
    }

    private static Map<String, String> passwords(String password) {
        var roles = new ArrayList<>(PostgresServer.ROLES);
        roles.add(PostgresServer.SUPERUSER);
        var passwords = new HashMap<String, String>();
        roles.forEach(role -> passwords.put(role, password));
        return passwords;
    }

    private static String property(String name) {
        var value = System.getProperty(name);
        if (value == null) {
            throw new IllegalStateException("-D" + name + " is missing beside -D" + PG + " and -D" + KAFKA);
        }
        return value;
    }

    private static String randomKey() {
        var key = new byte[32];
        new SecureRandom().nextBytes(key);
        return Base64.getEncoder().encodeToString(key);
    }

    private static Path file(String name, String content) {
        try {
            return Files.writeString(directory().resolve(name), content, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path directory() {
        return Path.of(JvmWide.once(DIRECTORY, () -> {
            try {
                return Files.createTempDirectory("continuity-test-").toString();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }));
    }

    private static void delete(Path directory) {
        try (var files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
