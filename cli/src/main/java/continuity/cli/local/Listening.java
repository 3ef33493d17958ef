package continuity.cli.local;

import continuity.cli.terminal.CommandFailed;
import continuity.cli.tls.DnsName;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The one address that is open to other machines, and what protects it there.
 *
 * @param name by which they know this machine; present whenever TLS is spoken
 * @param certificate empty if the network at that address encrypts, so that plain HTTP is spoken
 * @param authority of our own, if the certificate is one of its
 */
record Listening(
        InetAddress address,
        Optional<DnsName> name,
        Optional<CertificateFiles> certificate,
        Optional<LocalAuthority> authority) {

    /** @throws CommandFailed if another program has the port at that address */
    void requireFree(int port) {
        try (var mine = new ServerSocket()) {
            mine.bind(new InetSocketAddress(address, port));
        } catch (IOException e) {
            throw CommandFailed.because(
                    "%s, port %d cannot be opened: %s. Stop the other program, or choose other ports with --port-base."
                            .formatted(address.getHostAddress(), port, e.getMessage()));
        }
    }

    /** Makes the certificate if it is ours to make, and says so. */
    void prepare(Instant now, PrintWriter out) {
        authority.ifPresent(own -> {
            var until = own.prepare(name.orElseThrow(), address, now);
            out.printf(
                    "Certificate of the local authority for %s and %s, valid until %s%n",
                    name.orElseThrow(),
                    address.getHostAddress(),
                    until.atZone(ZoneId.systemDefault()).toLocalDate());
        });
    }

    /** As mission-control understands them. */
    Map<String, String> settings() {
        var settings = new TreeMap<String, String>();
        settings.put("CONTINUITY_LISTEN_ADDRESS", address.getHostAddress());
        name.ifPresent(known -> settings.put("CONTINUITY_LISTEN_HOST", known.text()));
        certificate.ifPresentOrElse(
                files -> {
                    settings.put(
                            "CONTINUITY_LISTEN_CERTIFICATE", files.certificate().toString());
                    settings.put("CONTINUITY_LISTEN_KEY", files.key().toString());
                },
                () -> settings.put("CONTINUITY_LISTEN_OVERLAY", "true"));
        return settings;
    }

    /** What other machines use. */
    URI url(int port) {
        var literal = address instanceof Inet6Address ? "[" + address.getHostAddress() + "]" : address.getHostAddress();
        return URI.create("%s://%s:%d"
                .formatted(
                        certificate.isPresent() ? "https" : "http",
                        name.map(DnsName::text).orElse(literal),
                        port));
    }
}
