package continuity.cli.tls;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Makes certificates with the keytool of the JDK that runs us, all with keys on the curve P-256.
 *
 * @param directory where key stores lie while they are made; nobody else may be able to look into it
 */
public record Keytool(Path directory) {

    /** Of an authority: clients are given its certificate by hand. */
    public static final Duration AUTHORITY_LASTS = Duration.ofDays(3650);

    /** Of a server: some clients refuse longer ones. */
    public static final Duration SERVER_LASTS = Duration.ofDays(397);

    /** Valid since yesterday, for clients whose clocks are behind. */
    private static final String BEGIN = "-1d";

    private static final String PASSWORD = "KEYTOOL_PASSWORD";
    private static final int ENDS_WITHIN_SECONDS = 60;
    private static final SecureRandom RANDOM = new SecureRandom();

    /** A new authority, which may sign certificates of servers and nothing else. */
    public CertificateAndKey authority() {
        var name = "CN=Session Continuity local CA " + random(4);
        return make(
                "authority",
                Map.of(),
                AUTHORITY_LASTS,
                List.of(
                        "-dname",
                        name,
                        "-ext",
                        "bc:critical=ca:true,pathlen:0",
                        "-ext",
                        "ku:critical=keyCertSign,cRLSign"));
    }

    /** A new certificate of a server, signed by that authority and lasting no longer than it. */
    public CertificateAndKey server(CertificateAndKey authority, DnsName name, InetAddress address) {
        var left = Duration.between(Instant.now(), authority.validUntil());
        return make(
                "server",
                Map.of("authority", authority),
                left.compareTo(SERVER_LASTS) < 0 ? left : SERVER_LASTS,
                List.of(
                        "-signer", "authority",
                        "-dname", "CN=Session Continuity",
                        "-ext", "san=dns:%s,ip:%s".formatted(name, address.getHostAddress()),
                        "-ext", "ku:critical=digitalSignature",
                        "-ext", "eku=serverAuth"));
    }

    private CertificateAndKey make(
            String alias, Map<String, CertificateAndKey> signers, Duration lasts, List<String> options) {
        var password = random(32);
        try {
            var place = Files.createTempDirectory(directory, ".making-");
            var file = place.resolve("keys.p12");
            try {
                var store = KeyStore.getInstance("PKCS12");
                store.load(null, null);
                for (var signer : signers.entrySet()) {
                    put(store, signer.getKey(), signer.getValue(), password);
                }
                if (!signers.isEmpty()) {
                    try (var out = Files.newOutputStream(file)) {
                        store.store(out, password.toCharArray());
                    }
                }
                var arguments = new ArrayList<>(List.of("-genkeypair", "-alias", alias, "-keystore", file.toString()));
                arguments.addAll(List.of("-storetype", "PKCS12", "-storepass:env", PASSWORD));
                arguments.addAll(List.of("-keyalg", "EC", "-groupname", "secp256r1", "-sigalg", "SHA256withECDSA"));
                arguments.addAll(List.of("-startdate", BEGIN, "-validity", Long.toString(lasts.toDays() + 1)));
                arguments.addAll(options);
                run(arguments, password);
                return get(file, alias, password);
            } finally {
                Files.deleteIfExists(file);
                Files.deleteIfExists(place);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("keytool and the JDK disagree", e);
        }
    }

    private static void put(KeyStore store, String alias, CertificateAndKey entry, String password)
            throws GeneralSecurityException {
        store.setKeyEntry(
                alias, entry.key(), password.toCharArray(), entry.chain().toArray(X509Certificate[]::new));
    }

    /** Without the authority at the end of the chain: who trusts it has it. */
    private static CertificateAndKey get(Path file, String alias, String password)
            throws GeneralSecurityException, IOException {
        var store = KeyStore.getInstance(file.toFile(), password.toCharArray());
        var key = (PrivateKey) store.getKey(alias, password.toCharArray());
        return new CertificateAndKey(List.of((X509Certificate) store.getCertificate(alias)), key);
    }

    private static void run(List<String> arguments, String password) throws IOException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(arguments);
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().retainAll(Set.of("LANG", "LC_ALL", "LC_CTYPE")); // how file names are written
        builder.environment().put(PASSWORD, password);
        var process = builder.start();
        process.getOutputStream().close();
        try {
            if (!process.waitFor(ENDS_WITHIN_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException("keytool did not end");
            }
            var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.exitValue() != 0) {
                throw new IOException("keytool could not make a certificate: " + said.strip());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while keytool worked", e);
        } finally {
            process.destroyForcibly();
        }
    }

    private static String random(int bytes) {
        var random = new byte[bytes];
        RANDOM.nextBytes(random);
        return HexFormat.of().formatHex(random);
    }
}
