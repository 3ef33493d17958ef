package continuity.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import continuity.cli.doctor.Finding.Level;
import continuity.cli.local.DataDirectory;
import continuity.cli.local.Part;
import continuity.cli.local.Ports;
import continuity.cli.local.PreparedDirectory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyChecksTest {

    private static final Instant MADE = Instant.parse("2026-11-20T12:00:00Z");

    @TempDir
    Path dir;

    private DataDirectory data;

    @BeforeEach
    void firstStart() {
        data = new DataDirectory(dir.resolve("data"));
        PreparedDirectory.prepare(data, MADE);
    }

    @Test
    void nothingIsWrongAfterTheFirstStart() {
        assertThat(KeyChecks.keys(at(MADE))).extracting(Finding::level).containsExactly(Level.OK);
        assertThat(KeyChecks.passwords(at(MADE))).extracting(Finding::level).containsExactly(Level.OK);
        assertThat(KeyChecks.tokens(at(MADE)))
                .singleElement()
                .satisfies(finding -> assertThat(finding.what()).contains("2027-11-20"));
    }

    @Test
    void tokensThatRunOutSoonAreToldAndExpiredOnesFail() {
        assertThat(KeyChecks.tokens(at(MADE.plus(Duration.ofDays(350)))))
                .hasSize(7)
                .allSatisfy(finding -> assertThat(finding.what()).contains("expires in 15 d"))
                .allMatch(finding -> finding.level() == Level.WARN);
        assertThat(KeyChecks.tokens(at(MADE.plus(Duration.ofDays(400)))))
                .allSatisfy(finding -> assertThat(finding.what()).contains("has expired 35 d ago"))
                .allMatch(finding -> finding.level() == Level.FAIL);
    }

    @Test
    void aDamagedTokenIsNamed() throws Exception {
        Files.writeString(data.serviceToken(Part.RESUME), "not.a.token");

        assertThat(KeyChecks.tokens(at(MADE)))
                .singleElement()
                .satisfies(finding -> assertThat(finding.what()).contains("resume.token is missing, damaged"));
    }

    @Test
    void damagedKeysAreFindings() throws Exception {
        Files.writeString(data.publicKey(), "-----BEGIN PUBLIC KEY-----\n");
        Files.write(data.sanitizerKey(), new byte[] {(byte) 0xff, 0, 7});
        assertThat(KeyChecks.keys(at(MADE)))
                .extracting(Finding::what)
                .satisfiesExactly(
                        what -> assertThat(what).contains("jwt-public.pem"),
                        what -> assertThat(what).contains("sanitizer.key"));

        Files.writeString(data.privateKey(), "-----BEGIN PRIVATE KEY-----\n%%%\n");
        assertThat(KeyChecks.keys(at(MADE)))
                .extracting(Finding::what)
                .first()
                .asString()
                .contains("jwt-private.pem is missing or damaged");
    }

    @Test
    void aTruncatedPasswordFileIsAFinding() throws Exception {
        var whole = Files.readString(data.databasePasswords());
        Files.writeString(data.databasePasswords(), whole.replaceFirst("(?m)^registry_app=.*$", ""));
        assertThat(KeyChecks.passwords(at(MADE)))
                .singleElement()
                .satisfies(finding -> assertThat(finding.what()).contains("no password for registry_app"));

        Files.writeString(data.databasePasswords(), "\\uZZZZ");
        assertThat(KeyChecks.passwords(at(MADE))).singleElement().satisfies(finding -> {
            assertThat(finding.what()).contains("the password of postgres is missing");
            assertThat(finding.cure()).contains("backup");
        });

        Files.writeString(data.databasePasswords(), whole);
        Files.writeString(data.kafkaPasswords(), "admin=secret\nregistry=secret\n");
        assertThat(KeyChecks.passwords(at(MADE)))
                .singleElement()
                .satisfies(finding -> assertThat(finding.what())
                        .contains("no password for checkpoint, command-log, mission-control, resume"));
    }

    private Surroundings at(Instant now) {
        return new Surroundings(data, new Ports(7700), Optional.empty(), Optional.empty(), Map.of(), now);
    }
}
