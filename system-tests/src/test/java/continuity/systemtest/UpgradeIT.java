package continuity.systemtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;
import org.junit.jupiter.api.Test;

/**
 * Starts on what release 0.1.0 left: a data directory of that release, in which recording 01 was played and cut before
 * its end. Its log files and tokens were taken out; the broker of that release asked nobody for a password.
 */
class UpgradeIT {

    private static final String INSTANCE = "shop-PS-91a62e";

    @Test
    void workOfTheReleaseBeforeIsResumedWithThisOne() throws IOException {
        assumeTrue(System.getProperty("os.arch").equals("amd64"), "PostgreSQL's files depend on the processor");
        var data = LocalSystem.directory("upgrade");
        unpack(data);

        try (var system = LocalSystem.start(data)) {
            var agent = new Agent(system);

            assertThat(agent.get("/api/v1/instances/" + INSTANCE)
                            .path("working_directory")
                            .asText())
                    .isEqualTo("/home/dev/shop");
            assertThat(agent.get("/api/v1/commands?instance_id=" + INSTANCE)
                            .path("total_count")
                            .asInt())
                    .isGreaterThan(20);
            var answer = await("it is stale and can be taken over")
                    .atMost(Duration.ofMinutes(1))
                    .until(
                            () -> agent.post("/api/v1/resume", Map.of("hint", INSTANCE, "host_machine", "laptop")),
                            resumed -> resumed.statusCode() == 200);
            assertThat(Agent.json(answer).path("resumed_from").asText()).isEqualTo(INSTANCE);
            assertThat(Agent.json(answer).path("context_markdown").asText()).contains("shop");
            assertThat(agent.post(
                                    "/api/v1/commands",
                                    Map.of(
                                            "instance_id",
                                                    Agent.json(answer)
                                                            .path("instance_id")
                                                            .asText(),
                                            "command_type", "explicit",
                                            "action", "note"))
                            .statusCode())
                    .isEqualTo(202);
        }
    }

    private static void unpack(Path data) throws IOException {
        try (var archive = new TarArchiveInputStream(
                new XZCompressorInputStream(UpgradeIT.class.getResourceAsStream("/data-0.1.0.tar.xz")))) {
            for (var entry = archive.getNextEntry(); entry != null; entry = archive.getNextEntry()) {
                var target = data.resolve(Path.of("data-0.1.0").relativize(Path.of(entry.getName())));
                if (entry.isDirectory()) {
                    Files.createDirectories(target);
                    Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwx------"));
                } else {
                    Files.copy(archive, target);
                    Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rw-------"));
                }
            }
        }
    }
}
