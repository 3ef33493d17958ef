package continuity.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import continuity.cli.doctor.Finding.Level;
import continuity.cli.local.DataDirectory;
import continuity.cli.local.Ports;
import continuity.cli.status.Hooks;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorTest {

    private final Instant now = Instant.now();

    @TempDir
    Path dir;

    @Test
    void aCheckThatBreaksOrHangsIsAFindingAndTheOthersGoOn() throws Exception {
        var checks = List.of(
                new Check("breaks", _ -> {
                    throw new IllegalStateException("a bug");
                }),
                new Check("hangs", _ -> {
                    Thread.sleep(Duration.ofHours(1));
                    return List.of();
                }),
                new Check("works", _ -> List.of(Finding.ok("works", "well"))));

        var findings = new Doctor(checks, Duration.ofMillis(500)).examine(surroundings());

        assertThat(findings).extracting(Finding::level).containsExactly(Level.FAIL, Level.FAIL, Level.OK);
        assertThat(findings).extracting(Finding::subject).containsExactly("breaks", "hangs", "works");
        assertThat(findings.getFirst().what()).contains("a bug");
    }

    @Test
    void everythingThatIsWrongHasACure() throws Exception {
        Files.createDirectory(dir.resolve("keys"));
        Files.writeString(dir.resolve("run.json"), "{");

        var findings = new Doctor().examine(surroundings());

        assertThat(findings)
                .filteredOn(it -> it.level() != Level.OK)
                .isNotEmpty()
                .allSatisfy(finding -> assertThat(finding.cure()).isNotEmpty());
        assertThat(findings).extracting(Finding::what).noneMatch(what -> what.contains("could not be checked"));
    }

    @Test
    void aDamagedRecordOfWhatRunsIsAFinding() throws Exception {
        Files.createDirectory(dir.resolve("keys"));
        Files.writeString(dir.resolve("run.json"), "{\"launcher\":");

        assertThat(DataChecks.directory(surroundings()))
                .anyMatch(finding -> finding.what().contains("run.json, is damaged"));
    }

    @Test
    void openFilesAreFound() throws Exception {
        var key = Files.createDirectory(dir.resolve("keys")).resolve("sanitizer.key");
        Files.writeString(key, "secret");
        Files.setPosixFilePermissions(dir, PosixFilePermissions.fromString("rwxr-x---"));
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));

        assertThat(DataChecks.directory(surroundings()))
                .singleElement()
                .satisfies(finding -> assertThat(finding.cure()).contains("chmod 700"));
        assertThat(DataChecks.secrets(surroundings())).singleElement().satisfies(finding -> {
            assertThat(finding.what()).contains(key.toString());
            assertThat(finding.cure()).contains("chmod 600");
        });

        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));

        assertThat(DataChecks.secrets(surroundings()))
                .extracting(Finding::level)
                .containsExactly(Level.OK);
    }

    @Test
    void aDirectoryWithOtherFilesIsRefused() throws Exception {
        Files.writeString(dir.resolve("thesis.txt"), "years of work");

        assertThat(DataChecks.directory(surroundings()))
                .singleElement()
                .satisfies(finding -> assertThat(finding.what()).contains("holds other files"));
    }

    @Test
    void aBusyPortIsNamedWithItsOwnerWhileNothingRuns() throws Exception {
        try (var other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var findings = PartChecks.ports(surroundings(Map.of(), new Ports(other.getLocalPort())));

            assertThat(findings).anySatisfy(finding -> {
                assertThat(finding.subject()).isEqualTo("port " + other.getLocalPort());
                assertThat(finding.what())
                        .contains("mission-control")
                        .contains("process " + ProcessHandle.current().pid());
                assertThat(finding.cure()).contains("--port-base ");
            });
        }
    }

    @Test
    void aFileFromTheFutureGivesAClockAwayThatIsBehind() throws Exception {
        Files.createDirectory(dir.resolve("keys"));
        Files.writeString(dir.resolve("token"), "x");
        assertThat(MachineChecks.clock(surroundings()))
                .extracting(Finding::level)
                .containsExactly(Level.OK);

        var anHourAgo = new Surroundings(
                new DataDirectory(dir),
                new Ports(7700),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                now.minus(Duration.ofHours(1)));

        assertThat(MachineChecks.clock(anHourAgo)).extracting(Finding::level).containsExactly(Level.FAIL);
    }

    @Test
    void theDatabasesClockIsComparedWithOurs() {
        assertThat(DatabaseChecks.clock(now, now.plusMillis(1), now.plusMillis(2))
                        .level())
                .isEqualTo(Level.OK);
        assertThat(DatabaseChecks.clock(now, now.minusSeconds(60), now.plusMillis(2))
                        .what())
                .contains("off by 60 s");
        assertThat(DatabaseChecks.clock(now, now.plusSeconds(90), now).level()).isEqualTo(Level.FAIL);
    }

    @Test
    void theLimitOfSilenceIsReadAsAStartWouldReadIt() {
        assertThat(staleAfter("PT90S").what()).contains("90 s");
        assertThat(staleAfter("PT1S").level()).isEqualTo(Level.WARN);
        assertThat(staleAfter("2 minutes").level()).isEqualTo(Level.FAIL);
        assertThat(MachineChecks.staleAfter(surroundings()).getFirst().what()).contains("120 s");
    }

    @Test
    void signsOfSessionsWhoseWorkOthersGoOnWithAreNothingWrong() {
        var findings = HookChecks.judge(new Hooks(0, 4096, 1200, 0, 0, 0, 0, 7));

        assertThat(findings).extracting(Finding::level).containsOnly(Level.OK);
        assertThat(findings)
                .extracting(Finding::what)
                .satisfiesExactly(
                        hooks -> assertThat(hooks).isEqualTo("1200 kept, 0 wait, none lost"),
                        superseded -> assertThat(superseded).startsWith("7 signs of life"));
    }

    @Test
    void changesThatNobodyHearsOfAreFound() {
        var findings = DatabaseChecks.told(List.of(
                new DatabaseChecks.Outbox("registry", 0, 2, Duration.ZERO),
                new DatabaseChecks.Outbox("checkpoint", 9, 0, Duration.ofMinutes(5))));

        assertThat(findings).extracting(Finding::level).containsExactly(Level.WARN, Level.FAIL);
    }

    @Test
    void theReportHasALineEachWithTheCureBehindAnArrow() {
        assertThat(DoctorCommand.report(List.of(
                        Finding.ok("disk", "80 GB free"),
                        Finding.fail("data directory", "others may\nlook into it", "chmod 700 it"))))
                .isEqualTo("""
                        ok    disk            80 GB free
                        FAIL  data directory  others may look into it  → chmod 700 it

                        1 ok, 0 warnings, 1 failure
                        """);
    }

    private Finding staleAfter(String setting) {
        return MachineChecks.staleAfter(surroundings(Map.of("CONTINUITY_STALE_AFTER", setting), new Ports(7700)))
                .getFirst();
    }

    private Surroundings surroundings() {
        return surroundings(Map.of("HOME", dir.toString()), new Ports(7700));
    }

    private Surroundings surroundings(Map<String, String> environment, Ports ports) {
        return Surroundings.of(new DataDirectory(dir), ports, environment, now);
    }
}
