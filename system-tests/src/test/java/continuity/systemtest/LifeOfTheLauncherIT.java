package continuity.systemtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Start, stop, start again, in every way that people and machines do it: nothing is left behind, nothing is lost. */
class LifeOfTheLauncherIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static LocalSystem system;
    private static Agent agent;
    private static String id;

    @BeforeAll
    static void start() throws IOException {
        system = LocalSystem.start(LocalSystem.directory("launcher"));
        agent = new Agent(system);
        var answer = agent.post("/api/v1/instances", Map.of("project", "restarted", "host_machine", "laptop"));
        id = Agent.json(answer).path("instance_id").asText();
    }

    @AfterAll
    static void stop() {
        system.close();
    }

    @Test
    void everythingIsThereAfterAStopAndASecondStart() throws Exception {
        system.restart();

        assertNothingIsLost();
        var listed = system.run("list", "--all");
        assertThat(listed.exitCode()).isZero();
        assertThat(listed.output()).contains(id);
    }

    @Test
    void aSecondUpOnTheSameDataIsRefusedAndNamesTheFirst() throws Exception {
        var refused = system.run("up", "--port-base", String.valueOf(LocalSystem.freePortBase()));

        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.output())
                .contains("already runs", String.valueOf(system.launcher().pid()), "down");
        assertNothingIsLost();
    }

    @Test
    void aBusyPortIsNamedWithItsOwnerAndAnotherBaseIsOffered() throws Exception {
        var base = LocalSystem.freePortBase();
        try (var busy = new ServerSocket(base + 2, 1, InetAddress.getLoopbackAddress())) {
            var data = LocalSystem.directory("busy").toString();

            var refused = system.run("up", "--data", data, "--port-base", String.valueOf(base));

            assertThat(refused.exitCode()).isEqualTo(1);
            assertThat(refused.output())
                    .contains(busy.getLocalPort() + " (for command-log)", "--port-base")
                    .contains("java, process " + ProcessHandle.current().pid());
        }
    }

    @Test
    void whatAKilledLauncherHasLeftIsEndedByTheNextUpAndNothingElse() throws Exception {
        var bystander = new ProcessBuilder("sleep", "600")
                .directory(system.data().toFile())
                .start();
        try {
            system.launcher().destroyForcibly();
            system.launcher().waitFor();
            var orphans = system.processes();
            assertThat(orphans)
                    .as("parts go on without the launcher")
                    .filteredOn(ProcessHandle::isAlive)
                    .hasSizeGreaterThan(6);

            system.startAgain();

            assertThat(orphans).noneMatch(ProcessHandle::isAlive);
            assertThat(bystander.isAlive()).isTrue();
            assertThat(system.printed()).contains("Ended what a killed launcher had left running", "registry", "kafka");
            assertNothingIsLost();
        } finally {
            bystander.destroy();
        }
    }

    @Test
    void aClosedTerminalStopsItInOrder() throws Exception {
        var processes = system.processes();

        Signals.hangUp(system.launcher().toHandle());

        await("all processes end")
                .atMost(PATIENCE)
                .until(() -> processes.stream().noneMatch(ProcessHandle::isAlive));
        assertThat(system.data().resolve("run.json")).doesNotExist();
        system.startAgain();
        assertNothingIsLost();
    }

    @Test
    void inTheBackgroundItOutlivesTheCommandUntilDownWhateverBecameOfItsRecord() throws Exception {
        system.stop();

        var started = system.run("up", "--detach", "--port-base", String.valueOf(system.portBase()));
        assertThat(started.exitCode()).as(started.output()).isZero();
        assertThat(system.run("status").exitCode()).isZero();
        assertNothingIsLost();
        var parts = system.parts();
        Files.writeString(system.data().resolve("run.json"), "{\"launcher\":");

        assertThat(system.run("down").exitCode()).isZero();

        assertThat(parts).noneMatch(part -> part.process().find().isPresent());

        assertThat(system.run("status").exitCode()).isEqualTo(3);
        system.startAgain();
    }

    @Test
    void ctrlCWhileStartingStopsWhatHasStarted() throws Exception {
        var data = LocalSystem.directory("interrupted");
        var output = data.resolveSibling("interrupted.log");
        var up = system.command("up", "--data", data.toString(), "--port-base", "" + LocalSystem.freePortBase())
                .redirectErrorStream(true)
                .redirectOutput(Redirect.to(output.toFile()))
                .start();
        await("the database is up")
                .atMost(PATIENCE)
                .until(() -> Files.readString(output).contains("postgres "));

        Signals.interrupt(up.toHandle());

        await("the launcher ends").atMost(PATIENCE).until(() -> !up.isAlive());
        assertThat(output).content().contains("Stopped.").doesNotContain("Its log", "Exception");
        assertThat(ProcessHandle.allProcesses().filter(process -> isOf(process, data)))
                .isEmpty();
        assertThat(data.resolve("run.json")).doesNotExist();
    }

    private static boolean isOf(ProcessHandle process, Path data) {
        return process.info()
                .commandLine()
                .filter(line -> line.contains(data.toString()))
                .isPresent();
    }

    private static void assertNothingIsLost() {
        assertThat(agent.get("/api/v1/instances/" + id).path("instance_id").asText())
                .isEqualTo(id);
    }
}
