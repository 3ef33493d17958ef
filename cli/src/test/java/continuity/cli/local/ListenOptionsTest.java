package continuity.cli.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import continuity.cli.terminal.CommandFailed;
import continuity.cli.terminal.ExitCode;
import continuity.cli.tls.DnsName;
import continuity.cli.tls.Keytool;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class ListenOptionsTest {

    @TempDir
    Path dir;

    @Command(name = "test")
    private static final class Options {
        @Mixin
        private ListenOptions listen = new ListenOptions();
    }

    private static ListenOptions parse(String... arguments) {
        var options = new Options();
        new CommandLine(options).parseArgs(arguments);
        return options.listen;
    }

    private Optional<Listening> check(String... arguments) {
        return parse(arguments).check(new DataDirectory(dir), Instant.now());
    }

    private AbstractThrowableAssert<?, ?> assertRefused(int exitCode, String message, String... arguments) {
        return assertThatThrownBy(() -> check(arguments))
                .hasMessageContaining(message)
                .isInstanceOfSatisfying(
                        CommandFailed.class,
                        failed -> assertThat(failed.exitCode()).isEqualTo(exitCode));
    }

    private static String own() {
        var address = addresses().stream().findFirst();
        assumeThat(address).as("an address beyond loopback").isPresent();
        return address.orElseThrow().getHostAddress().replaceFirst("%.*", "");
    }

    private static List<InetAddress> addresses() {
        try {
            return NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    @Test
    void withoutListenNothingIsOpenedAndNothingElseCounts() {
        assertThat(check()).isEmpty();
        assertRefused(ExitCode.USAGE, "only with --listen", "--host", "hub");
        assertRefused(ExitCode.USAGE, "only with --listen", "--overlay");
        assertRefused(ExitCode.USAGE, "only with --listen", "--key", "k.pem");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "::",
                "127.0.0.1",
                "127.0.0.2",
                "::1",
                "192.0.2.254",
                "hub",
                "10.0.0",
                "fe80::1",
                "",
                "-1"
            })
    void onlyAnAddressOfThisMachineThatOthersCanUseIsOpened(String address) {
        assertRefused(ExitCode.USAGE, "This machine has", "--listen=" + address, "--overlay");
    }

    @Test
    void allThreeWaysAreNamedWhenNoneWasChosen() {
        assertRefused(ExitCode.USAGE, "--overlay", "--listen", own(), "--host", "hub")
                .hasMessageContainingAll("--local-ca", "--certificate FILE --key FILE");
    }

    @Test
    void theWaysExcludeEachOther() {
        assertRefused(ExitCode.USAGE, "Choose one of", "--listen", own(), "--host", "hub", "--local-ca", "--overlay");
        assertRefused(ExitCode.USAGE, "Choose one of", "--listen", own(), "--key", "k", "--overlay");
    }

    @Test
    void tlsIsForAName() {
        assertRefused(ExitCode.USAGE, "--host NAME is missing", "--listen", own(), "--local-ca");
        assertRefused(ExitCode.USAGE, "must be a DNS name", "--listen", own(), "--local-ca", "--host", "a b");
        assertRefused(ExitCode.USAGE, "go together", "--listen", own(), "--host", "hub", "--certificate", "c.pem");
    }

    @Test
    void anOverlayNeedsNoName() {
        var listening = check("--listen", own(), "--overlay").orElseThrow();

        assertThat(listening.settings())
                .containsEntry("CONTINUITY_LISTEN_ADDRESS", own())
                .containsEntry("CONTINUITY_LISTEN_OVERLAY", "true")
                .doesNotContainKeys("CONTINUITY_LISTEN_CERTIFICATE", "CONTINUITY_LISTEN_HOST");
        assertThat(listening.url(7700)).hasScheme("http").hasPort(7700);
    }

    @Test
    void anIpv6AddressIsOpenedToo() {
        var address =
                addresses().stream().filter(Inet6Address.class::isInstance).findFirst();
        assumeThat(address).as("an IPv6 address").isPresent();

        var listening = check("--listen", address.orElseThrow().getHostAddress(), "--overlay")
                .orElseThrow();

        assertThat(listening.url(7700).toString()).matches("http://\\[[0-9a-f:]+]:7700");
    }

    @Test
    void theLocalAuthorityServesWhatItKeepsInTheDataDirectory() {
        var listening =
                check("--listen", own(), "--host", "Hub.example", "--local-ca").orElseThrow();

        assertThat(listening.settings())
                .containsEntry("CONTINUITY_LISTEN_HOST", "hub.example")
                .containsEntry(
                        "CONTINUITY_LISTEN_CERTIFICATE",
                        dir.resolve("tls/server.pem").toString())
                .containsEntry(
                        "CONTINUITY_LISTEN_KEY", dir.resolve("tls/server.key").toString())
                .doesNotContainKey("CONTINUITY_LISTEN_OVERLAY");
        assertThat(listening.url(7700)).hasToString("https://hub.example:7700");
        assertThat(dir).as("nothing is made before everything is checked").isEmptyDirectory();
    }

    @Test
    void aGivenCertificateIsCheckedBeforeAnythingStarts() throws IOException {
        var keytool = new Keytool(dir);
        var made = keytool.server(keytool.authority(), new DnsName("hub.example"), InetAddress.ofLiteral(own()));
        var certificate =
                Files.writeString(dir.resolve("c.pem"), made.certificatePem()).toString();
        var key = Files.writeString(dir.resolve("k.pem"), made.keyPem()).toString();

        assertThat(check("--listen", own(), "--host", "hub.example", "--certificate", certificate, "--key", key))
                .isPresent();
        assertRefused(
                ExitCode.FAILED,
                "not one for hub but for hub.example.",
                "--listen",
                own(),
                "--host",
                "hub",
                "--certificate",
                certificate,
                "--key",
                key);
        assertRefused(
                ExitCode.FAILED,
                "There is no file",
                "--listen",
                own(),
                "--host",
                "hub.example",
                "--certificate",
                certificate,
                "--key",
                "/nowhere/k.pem");
    }

    @Test
    void theLauncherInTheBackgroundIsToldTheSame() {
        var options = parse("--listen", "192.0.2.7", "--host", "hub", "--certificate", "c.pem", "--key", "/k.pem");

        assertThat(options.arguments())
                .containsExactly(
                        "--listen",
                        "192.0.2.7",
                        "--host",
                        "hub",
                        "--certificate",
                        Path.of("c.pem").toAbsolutePath().toString(),
                        "--key",
                        "/k.pem");
        assertThat(parse("--listen", "::2", "--local-ca").arguments()).containsExactly("--listen", "::2", "--local-ca");
        assertThat(parse("--overlay").arguments()).containsExactly("--overlay");
        assertThat(parse().arguments()).isEmpty();
    }

    @Test
    void aPortThatAnotherProgramHasAtThatAddressIsNamed() throws IOException {
        var listening = check("--listen", own(), "--overlay").orElseThrow();
        try (var other = new ServerSocket(0, 1, listening.address())) {
            assertThatThrownBy(() -> listening.requireFree(other.getLocalPort()))
                    .isInstanceOf(CommandFailed.class)
                    .hasMessageContaining(own() + ", port " + other.getLocalPort() + " cannot be opened");
        }
    }
}
