package continuity.cli.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A certificate with its private key, as two PEM files hold them.
 *
 * @param chain the certificate, then those that link it to its authority; at least one
 */
public record CertificateAndKey(List<X509Certificate> chain, PrivateKey key) {

    private static final Pattern KEY =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");
    private static final int DNS = 2;
    private static final int ADDRESS = 7;

    public CertificateAndKey {
        chain = List.copyOf(chain);
    }

    /** @throws CertificateUnusable saying what is wrong with which file */
    public static CertificateAndKey read(Path certificate, Path key) throws CertificateUnusable {
        var chain = chain(certificate);
        var read = new CertificateAndKey(chain, key(key, chain.getFirst().getPublicKey(), certificate));
        if (!read.belongTogether()) {
            throw new CertificateUnusable(
                    "The key in %s does not belong to the certificate in %s".formatted(key, certificate));
        }
        return read;
    }

    private static List<X509Certificate> chain(Path file) throws CertificateUnusable {
        try {
            var certificates =
                    CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(bytes(file)));
            if (!certificates.isEmpty()) {
                return certificates.stream().map(X509Certificate.class::cast).toList();
            }
        } catch (GeneralSecurityException notACertificate) {
            // the same as none
        }
        throw new CertificateUnusable("%s holds no PEM certificate".formatted(file));
    }

    private static PrivateKey key(Path file, PublicKey of, Path certificate) throws CertificateUnusable {
        var pem = KEY.matcher(new String(bytes(file), StandardCharsets.US_ASCII));
        if (!pem.find()) {
            throw new CertificateUnusable(
                    "%s holds no PEM key of the form BEGIN PRIVATE KEY; openssl pkcs8 -topk8 -nocrypt makes one of another form"
                            .formatted(file));
        }
        try {
            var bytes = Base64.getMimeDecoder().decode(pem.group(1));
            return KeyFactory.getInstance(of.getAlgorithm()).generatePrivate(new PKCS8EncodedKeySpec(bytes));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new CertificateUnusable("The key in %s is not one of the kind %s, as the certificate in %s demands"
                    .formatted(file, of.getAlgorithm(), certificate));
        }
    }

    private static byte[] bytes(Path file) throws CertificateUnusable {
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw new CertificateUnusable("There is no file %s".formatted(file));
        } catch (IOException e) {
            throw new CertificateUnusable("%s cannot be read".formatted(file));
        }
    }

    private boolean belongTogether() throws CertificateUnusable {
        var publicKey = certificate().getPublicKey();
        var algorithm = switch (publicKey.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default ->
                throw new CertificateUnusable("A certificate of the kind %s cannot be served; RSA and EC can"
                        .formatted(publicKey.getAlgorithm()));
        };
        try {
            var signature = Signature.getInstance(algorithm);
            signature.initSign(key);
            signature.update(publicKey.getEncoded());
            var signed = signature.sign();
            signature.initVerify(publicKey);
            signature.update(publicKey.getEncoded());
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    X509Certificate certificate() {
        return chain.getFirst();
    }

    public Instant validUntil() {
        return certificate().getNotAfter().toInstant();
    }

    /** @throws CertificateUnusable if it is not valid now or is not one for that name */
    public void requireFor(DnsName name, Instant now) throws CertificateUnusable {
        var begins = certificate().getNotBefore().toInstant();
        if (now.isBefore(begins)) {
            throw new CertificateUnusable(
                    "The certificate is valid from %s on, and now it is %s".formatted(begins, now));
        }
        if (now.isAfter(validUntil())) {
            throw new CertificateUnusable("The certificate has expired: it was valid until " + validUntil());
        }
        var names = names(DNS);
        if (names.stream().noneMatch(name::matches)) {
            throw new CertificateUnusable(
                    "The certificate is not one for %s but for %s".formatted(name, String.join(", ", names)));
        }
    }

    /** Whether that is a certificate of this authority, valid until then, for this name and address and no other. */
    public boolean isFor(DnsName name, InetAddress address, CertificateAndKey authority, Instant until) {
        return names(DNS).equals(Set.of(name.text()))
                && names(ADDRESS).equals(Set.of(address.getHostAddress()))
                && validUntil().isAfter(until)
                && isSignedBy(authority);
    }

    private boolean isSignedBy(CertificateAndKey authority) {
        try {
            certificate().verify(authority.certificate().getPublicKey());
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private Set<String> names(int kind) {
        try {
            var names = certificate().getSubjectAlternativeNames();
            return names == null
                    ? Set.of()
                    : names.stream()
                            .filter(name -> name.getFirst().equals(kind))
                            .map(name -> (String) name.get(1))
                            .collect(Collectors.toSet());
        } catch (CertificateParsingException e) {
            return Set.of();
        }
    }

    public String certificatePem() {
        return chain.stream().map(CertificateAndKey::pem).collect(Collectors.joining());
    }

    public String keyPem() {
        return pem("PRIVATE KEY", key.getEncoded());
    }

    private static String pem(X509Certificate certificate) {
        try {
            return pem("CERTIFICATE", certificate.getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a certificate that was read can be written", e);
        }
    }

    private static String pem(String what, byte[] content) {
        var lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        return "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(what, lines, what);
    }
}
