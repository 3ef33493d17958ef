package continuity.cli.local;

import continuity.cli.terminal.CommandFailed;
import continuity.cli.tls.CertificateAndKey;
import continuity.cli.tls.CertificateUnusable;
import continuity.cli.tls.DnsName;
import continuity.cli.tls.Keytool;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * An authority of this machine's own, in {@code DATA/tls}: made once for ten years, because clients are told to trust
 * it; the server's certificate that it signs is made anew as often as needed.
 */
record LocalAuthority(Path directory) {

    /** A certificate with less than this left is replaced. */
    static final Duration RENEW_BEFORE = Duration.ofDays(30);

    /** What clients need in order to trust the server. */
    Path trustedByClients() {
        return directory.resolve("ca.pem");
    }

    private Path authorityKey() {
        return directory.resolve("ca.key");
    }

    CertificateFiles server() {
        return new CertificateFiles(directory.resolve("server.pem"), directory.resolve("server.key"));
    }

    /**
     * Makes what is missing, runs out soon or is for other names.
     *
     * @return until when the server's certificate is valid
     * @throws CommandFailed if there is an authority that cannot be used: clients trust it, so it is not replaced
     */
    Instant prepare(DnsName name, InetAddress address, Instant now) {
        PrivateFiles.createDirectory(directory);
        var renewAt = now.plus(RENEW_BEFORE);
        var authority = authority(renewAt);
        var files = server();
        var known = known(files).filter(server -> server.isFor(name, address, authority, renewAt));
        if (known.isPresent()) {
            return known.get().validUntil();
        }
        var server = new Keytool(directory).server(authority, name, address);
        PrivateFiles.write(files.key(), server.keyPem());
        PrivateFiles.write(files.certificate(), server.certificatePem());
        return server.validUntil();
    }

    private CertificateAndKey authority(Instant renewAt) {
        if (Files.exists(trustedByClients())) {
            try {
                var authority = CertificateAndKey.read(trustedByClients(), authorityKey());
                if (authority.validUntil().isAfter(renewAt)) {
                    return authority;
                }
            } catch (CertificateUnusable e) {
                throw CommandFailed.because(
                        "The local authority cannot be used. %s. To begin with a new one move %s away; clients must then be given its ca.pem."
                                .formatted(e.getMessage(), directory));
            }
        }
        var made = new Keytool(directory).authority();
        PrivateFiles.write(authorityKey(), made.keyPem());
        PrivateFiles.write(trustedByClients(), made.certificatePem());
        return made;
    }

    private static Optional<CertificateAndKey> known(CertificateFiles files) {
        try {
            return Optional.of(CertificateAndKey.read(files.certificate(), files.key()));
        } catch (CertificateUnusable e) {
            return Optional.empty();
        }
    }
}
