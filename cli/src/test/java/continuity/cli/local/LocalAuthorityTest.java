package continuity.cli.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import continuity.cli.terminal.CommandFailed;
import continuity.cli.tls.CertificateAndKey;
import continuity.cli.tls.CertificateUnusable;
import continuity.cli.tls.DnsName;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalAuthorityTest {

    private static final DnsName HUB = new DnsName("hub.example.org");
    private static final InetAddress ADDRESS = InetAddress.ofLiteral("192.0.2.7");
    private final Instant now = Instant.now();

    @TempDir
    Path dir;

    private LocalAuthority authority;

    @BeforeEach
    void makeOnce() {
        authority = new LocalAuthority(dir.resolve("tls"));
        authority.prepare(HUB, ADDRESS, now);
    }

    private CertificateAndKey served() throws CertificateUnusable {
        return CertificateAndKey.read(
                authority.server().certificate(), authority.server().key());
    }

    private String trusted() throws IOException {
        return Files.readString(authority.trustedByClients());
    }

    @Test
    void nobodyElseMayReadWhatItMakes() throws IOException {
        try (var files = Files.list(authority.directory())) {
            assertThat(files)
                    .hasSize(4)
                    .allSatisfy(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                            .isEqualTo("rw-------"));
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(authority.directory())))
                .isEqualTo("rwx------");
    }

    @Test
    void aCertificateIsKeptUntilAMonthBeforeItsEnd() throws Exception {
        var trusted = trusted();
        var first = served();

        var until = authority.prepare(HUB, ADDRESS, first.validUntil().minus(Duration.ofDays(31)));
        assertThat(served()).isEqualTo(first);
        assertThat(until).isEqualTo(first.validUntil());

        authority.prepare(HUB, ADDRESS, first.validUntil().minus(Duration.ofDays(29)));
        assertThat(served()).isNotEqualTo(first);
        assertThat(trusted()).isEqualTo(trusted);
    }

    @Test
    void otherNamesGetAnotherCertificateOfTheSameAuthority() throws Exception {
        var trusted = trusted();
        var v6 = InetAddress.ofLiteral("fd00::2");

        authority.prepare(new DnsName("other.example.org"), v6, now);

        served().requireFor(new DnsName("other.example.org"), now);
        assertThat(served().chain().getFirst().getSubjectAlternativeNames().toString())
                .contains("fd00:0:0:0:0:0:0:2");
        assertThat(trusted()).isEqualTo(trusted);
    }

    @Test
    void aServersDamagedCertificateIsMadeAnew() throws Exception {
        Files.writeString(authority.server().certificate(), "half");

        authority.prepare(HUB, ADDRESS, now);

        served().requireFor(HUB, now);
    }

    @Test
    void aDamagedAuthorityIsNotReplacedBehindTheBackOfItsClients() throws Exception {
        var trusted = trusted();
        Files.delete(authority.directory().resolve("ca.key"));

        assertThatThrownBy(() -> authority.prepare(HUB, ADDRESS, now))
                .isInstanceOf(CommandFailed.class)
                .hasMessageContaining(
                        "There is no file " + authority.directory().resolve("ca.key"))
                .hasMessageContaining("move " + authority.directory() + " away");
        assertThat(trusted()).isEqualTo(trusted);
    }

    @Test
    void anAuthorityAtItsEndIsReplaced() throws Exception {
        var trusted = trusted();

        authority.prepare(HUB, ADDRESS, now.plus(Duration.ofDays(3640)));

        assertThat(trusted()).isNotEqualTo(trusted);
    }
}
