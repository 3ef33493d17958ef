package continuity.cli.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With real certificates of a real keytool. */
class CertificateAndKeyTest {

    private static final DnsName HUB = new DnsName("hub.example.org");
    private static final InetAddress ADDRESS = InetAddress.ofLiteral("192.0.2.7");
    private final Instant now = Instant.now();

    @TempDir
    static Path work;

    @TempDir
    Path dir;

    private static CertificateAndKey authority;
    private static CertificateAndKey server;

    private Path certificate;
    private Path key;

    @BeforeAll
    static void make() {
        authority = new Keytool(work).authority();
        server = new Keytool(work).server(authority, HUB, ADDRESS);
    }

    @BeforeEach
    void write() throws IOException {
        certificate = Files.writeString(dir.resolve("server.pem"), server.certificatePem());
        key = Files.writeString(dir.resolve("server.key"), server.keyPem());
    }

    @Test
    void aServerIsWhatItsAuthorityMadeItFor() throws GeneralSecurityException {
        var made = server.certificate();

        assertThat(made.getPublicKey().getAlgorithm()).isEqualTo("EC");
        assertThatCode(() -> made.verify(authority.certificate().getPublicKey()))
                .doesNotThrowAnyException();
        assertThat(made.getSubjectAlternativeNames())
                .containsExactlyInAnyOrder(List.of(2, "hub.example.org"), List.of(7, "192.0.2.7"));
        assertThat(made.getBasicConstraints()).as("no authority").isEqualTo(-1);
        assertThat(made.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1");
        assertThat(server.validUntil()).isBetween(now.plus(Duration.ofDays(396)), now.plus(Duration.ofDays(398)));
        assertThat(work).isEmptyDirectory();
    }

    @Test
    void anAuthoritySignsServersOnly() {
        var made = authority.certificate();

        assertThat(made.getBasicConstraints()).as("no further authorities").isZero();
        assertThat(usages(made.getKeyUsage())).containsExactly(5, 6); // keyCertSign, cRLSign
        assertThat(made.getCriticalExtensionOIDs()).contains("2.5.29.15", "2.5.29.19");
        assertThat(authority.validUntil()).isAfter(now.plus(Duration.ofDays(3648)));
    }

    private static int[] usages(boolean[] bits) {
        return IntStream.range(0, bits.length).filter(bit -> bits[bit]).toArray();
    }

    @Test
    void whatWasWrittenIsReadAgain() throws CertificateUnusable {
        var read = CertificateAndKey.read(certificate, key);

        assertThat(read).isEqualTo(server);
        read.requireFor(HUB, now);
        assertThat(read.isFor(HUB, ADDRESS, authority, now)).isTrue();
    }

    @Test
    void itIsForItsOwnNameAddressAuthorityAndTimeOnly() {
        var other = new Keytool(work).authority();

        assertThat(server.isFor(new DnsName("other.example.org"), ADDRESS, authority, now))
                .isFalse();
        assertThat(server.isFor(HUB, InetAddress.ofLiteral("192.0.2.8"), authority, now))
                .isFalse();
        assertThat(server.isFor(HUB, ADDRESS, other, now)).isFalse();
        assertThat(server.isFor(HUB, ADDRESS, authority, now.plus(Duration.ofDays(400))))
                .isFalse();
    }

    @Test
    void theNameMustBeInTheCertificateAndTheTimeWithin() {
        assertUnusable(() -> server.requireFor(new DnsName("other.example.org"), now))
                .hasMessage("The certificate is not one for other.example.org but for hub.example.org");
        assertUnusable(() -> server.requireFor(HUB, now.plus(Duration.ofDays(400))))
                .hasMessageStartingWith("The certificate has expired: it was valid until 20");
        assertUnusable(() -> server.requireFor(HUB, now.minus(Duration.ofDays(3))))
                .hasMessageStartingWith("The certificate is valid from 20");
    }

    @Test
    void aKeyOfAnotherCertificateIsRefused() throws IOException, GeneralSecurityException {
        Files.writeString(key, authority.keyPem());
        assertUnusable(() -> CertificateAndKey.read(certificate, key))
                .hasMessageContaining("does not belong to the certificate");

        var rsa = KeyPairGenerator.getInstance("RSA").generateKeyPair().getPrivate();
        Files.writeString(key, new CertificateAndKey(server.chain(), rsa).keyPem());
        assertUnusable(() -> CertificateAndKey.read(certificate, key))
                .hasMessageContaining("is not one of the kind EC");
    }

    @Test
    void filesThatAreMissingOrHoldSomethingElseAreNamed() throws IOException {
        assertUnusable(() -> CertificateAndKey.read(dir.resolve("none.pem"), key))
                .hasMessage("There is no file " + dir.resolve("none.pem"));
        assertUnusable(() -> CertificateAndKey.read(dir, key)).hasMessage(dir + " cannot be read");
        assertUnusable(() -> CertificateAndKey.read(key, key)).hasMessage(key + " holds no PEM certificate");
        assertUnusable(() -> CertificateAndKey.read(certificate, certificate))
                .hasMessageContaining("holds no PEM key")
                .hasMessageContaining("openssl pkcs8");
        Files.writeString(key, server.keyPem().replaceAll("[A-Za-z0-9]{3}\n-----END", "\n-----END"));
        Files.writeString(certificate, "-----BEGIN CERTIFICATE-----\nTUlJ\n-----END CERTIFICATE-----\n");
        assertUnusable(() -> CertificateAndKey.read(certificate, key)).hasMessageContaining("holds no PEM certificate");
        Files.write(certificate, Arrays.copyOf(server.certificatePem().getBytes(StandardCharsets.US_ASCII), 200));
        assertUnusable(() -> CertificateAndKey.read(certificate, key)).hasMessageContaining("holds no PEM certificate");
    }

    private static AbstractThrowableAssert<?, ?> assertUnusable(ThrowingCallable code) {
        return assertThatThrownBy(code).isInstanceOf(CertificateUnusable.class);
    }
}
