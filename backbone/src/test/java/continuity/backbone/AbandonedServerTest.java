package continuity.backbone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Servers whose owner is another process: told to stop, or left behind when it is killed. */
class AbandonedServerTest {

    private static final Map<String, String> PASSWORDS = Map.of("postgres", "p", "registry_owner", "p");

    @TempDir
    Path dir;

    /** Starts PostgreSQL on the directory given, says so, and waits to be killed. */
    static final class Owner {
        public static void main(String[] args) throws InterruptedException {
            PostgresServer.start(Path.of(args[0]), 0, PASSWORDS, true);
            System.out.println("READY");
            Thread.currentThread().join();
        }
    }

    @Test
    void aPostgresLeftBehindByAKilledOwnerIsStoppedAndItsDataKept() throws Exception {
        var data = dir.resolve("data");
        var owner = java(Owner.class, data.toString());
        awaitReady(owner);
        var orphan = ProcessHandle.of(Long.parseLong(
                        Files.readAllLines(data.resolve("postmaster.pid")).getFirst()))
                .orElseThrow();
        owner.destroyForcibly().waitFor();
        assertThat(orphan.isAlive()).isTrue();

        try (var server = PostgresServer.start(data, 0, PASSWORDS, true);
                var connection = DriverManager.getConnection(server.jdbcUrl(), "registry_owner", "p")) {
            assertThat(orphan.isAlive()).isFalse();
            assertThat(connection.isValid(1)).isTrue();
        }
    }

    @Test
    void aBrokerProcessSaysReadyAndStopsCleanlyWhenTold() throws Exception {
        var ports = KafkaPorts.free();
        var passwords = Files.writeString(dir.resolve("passwords"), "admin=the-password-of-admin\n");
        var broker = java(
                KafkaBroker.class,
                dir.toString(),
                "" + ports.clients(),
                "" + ports.controller(),
                "" + ports.broker(),
                passwords.toString());
        var output = awaitReady(broker);

        broker.toHandle().destroy();

        assertThat(broker.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(output.lines()).isEmpty();
        assertThat(dir.resolve("log").resolve(".kafka_cleanshutdown")).exists();
    }

    private static Process java(Class<?> main, String... args) throws IOException {
        var classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC", "-cp", classPath, main.getName()));
        command.addAll(List.of(args));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static BufferedReader awaitReady(Process process) throws IOException {
        var output = process.inputReader();
        assertThat(output.readLine()).isEqualTo("READY");
        return output;
    }
}
