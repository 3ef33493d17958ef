package continuity.missioncontrol.listen;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.Map;

/** A second address, here only another port, with a certificate for {@code localhost}. */
public final class TlsProfile implements QuarkusTestProfile {

    private static final String PASSWORD = "only-here";

    @Override
    public Map<String, String> getConfigOverrides() {
        try {
            var directory = Files.createTempDirectory("listen-");
            var certificate = directory.resolve("server.pem");
            var key = directory.resolve("server.key");
            make(directory.resolve("keys.p12"), certificate, key);
            return Map.of(
                    "continuity.listen.address", "127.0.0.1",
                    "continuity.listen.port", "0",
                    "continuity.listen.host", "hub.example",
                    "continuity.listen.certificate", certificate.toString(),
                    "continuity.listen.key", key.toString());
        } catch (IOException | GeneralSecurityException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void make(Path store, Path certificate, Path key)
            throws IOException, GeneralSecurityException, InterruptedException {
        var command = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "server",
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost",
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-keystore",
                store.toString());
        assertThat(command.inheritIO().start().waitFor()).isZero();
        var made = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
        Files.writeString(
                certificate, pem("CERTIFICATE", made.getCertificate("server").getEncoded()));
        Files.writeString(
                key,
                pem("PRIVATE KEY", made.getKey("server", PASSWORD.toCharArray()).getEncoded()));
    }

    private static String pem(String what, byte[] content) {
        return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
                .formatted(what, Base64.getMimeEncoder().encodeToString(content), what);
    }
}
