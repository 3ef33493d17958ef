package continuity.cli.local;

import continuity.cli.terminal.CommandFailed;
import continuity.cli.terminal.ExitCode;
import continuity.cli.tls.CertificateAndKey;
import continuity.cli.tls.CertificateUnusable;
import continuity.cli.tls.DnsName;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of {@code up} that open one address to other machines; nothing is opened without them. */
final class ListenOptions {

    private static final String WAYS = """
            Beyond this machine only encrypted connections are accepted. Say how, with one of
              --local-ca                        an authority of this machine's own makes the certificate
              --certificate FILE --key FILE     you have a certificate, as PEM files
              --overlay                         ADDR is on a network that encrypts, such as Tailscale or WireGuard""";

    @Option(
            names = "--listen",
            paramLabel = "ADDR",
            description = "Open mission-control's port, and no other, at this address of this machine too.")
    private @Nullable String address;

    @Option(names = "--host", paramLabel = "NAME", description = "DNS name by which other machines know this one.")
    private @Nullable String host;

    @Option(names = "--local-ca", description = "Serve TLS with a certificate of this machine's own authority.")
    private boolean localAuthority;

    @Option(names = "--certificate", paramLabel = "FILE", description = "Serve TLS with this certificate (PEM).")
    private @Nullable Path certificate;

    @Option(names = "--key", paramLabel = "FILE", description = "Private key of the certificate (PEM).")
    private @Nullable Path key;

    @Option(names = "--overlay", description = "Serve plain HTTP there: the network at that address encrypts.")
    private boolean overlay;

    /**
     * What the options say, if they open anything.
     *
     * @throws CommandFailed if they contradict each other or cannot be fulfilled
     */
    Optional<Listening> check(DataDirectory data, Instant now) {
        var tls = certificate != null || key != null;
        var ways =
                Stream.of(localAuthority, tls, overlay).filter(chosen -> chosen).count();
        if (address == null) {
            if (host != null || ways > 0) {
                throw usage("--host, --local-ca, --certificate, --key and --overlay count only with --listen ADDR.");
            }
            return Optional.empty();
        }
        var opened = ownAddress(address);
        if (ways != 1) {
            throw usage(ways == 0 ? WAYS : "Choose one of --local-ca, --certificate with --key, and --overlay.");
        }
        var name = Optional.ofNullable(host).map(DnsName::new);
        if (overlay) {
            return Optional.of(new Listening(opened, name, Optional.empty(), Optional.empty()));
        }
        var known = name.orElseThrow(() -> usage("--host NAME is missing: a certificate is for a name."));
        if (localAuthority) {
            var authority = new LocalAuthority(data.tls());
            return Optional.of(new Listening(opened, name, Optional.of(authority.server()), Optional.of(authority)));
        }
        return Optional.of(new Listening(opened, name, Optional.of(given(known, now)), Optional.empty()));
    }

    private CertificateFiles given(DnsName name, Instant now) {
        if (certificate == null || key == null) {
            throw usage("--certificate FILE and --key FILE go together.");
        }
        var files = new CertificateFiles(certificate.toAbsolutePath(), key.toAbsolutePath());
        try {
            CertificateAndKey.read(files.certificate(), files.key()).requireFor(name, now);
            return files;
        } catch (CertificateUnusable e) {
            throw CommandFailed.because(e.getMessage() + ".");
        }
    }

    private static InetAddress ownAddress(String literal) {
        InetAddress address;
        try {
            address = withoutInterface(InetAddress.ofLiteral(literal));
        } catch (IllegalArgumentException e) {
            throw usage("--listen takes an address, not \"%s\". %s".formatted(literal, ownAddresses()));
        }
        if (address.isAnyLocalAddress()) {
            throw usage("--listen takes one address, not all of them. " + ownAddresses());
        }
        if (address.isLoopbackAddress()) {
            throw usage("%s is open to this machine alone, as it always is. %s".formatted(literal, ownAddresses()));
        }
        if (!addressesOfThisMachine().contains(address)) {
            throw usage(
                    "%s is not an address of this machine that others can use. %s".formatted(literal, ownAddresses()));
        }
        return address;
    }

    private static String ownAddresses() {
        var addresses = addressesOfThisMachine();
        return addresses.isEmpty()
                ? "This machine has none but the loopback address."
                : addresses.stream()
                        .map(InetAddress::getHostAddress)
                        .collect(Collectors.joining(", ", "This machine has ", "."));
    }

    /** Those that others can reach it by; a link-local address means nothing without the link. */
    private static List<InetAddress> addressesOfThisMachine() {
        try {
            return NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
                    .map(ListenOptions::withoutInterface)
                    .toList();
        } catch (SocketException e) {
            return List.of();
        }
    }

    /** An IPv6 address may name its interface, as in fd00::2%eth0; other machines and certificates do not know that. */
    private static InetAddress withoutInterface(InetAddress address) {
        try {
            return InetAddress.getByAddress(address.getAddress());
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address has 4 or 16 bytes", e);
        }
    }

    /** The same options once more, for the launcher in the background. */
    List<String> arguments() {
        var arguments = new ArrayList<String>();
        add(arguments, "--listen", address);
        add(arguments, "--host", host);
        add(arguments, "--certificate", certificate == null ? null : certificate.toAbsolutePath());
        add(arguments, "--key", key == null ? null : key.toAbsolutePath());
        if (localAuthority) {
            arguments.add("--local-ca");
        }
        if (overlay) {
            arguments.add("--overlay");
        }
        return arguments;
    }

    private static void add(List<String> arguments, String option, @Nullable Object value) {
        if (value != null) {
            arguments.add(option);
            arguments.add(value.toString());
        }
    }

    private static CommandFailed usage(String message) {
        return new CommandFailed(ExitCode.USAGE, message);
    }
}
