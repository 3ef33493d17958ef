package continuity.cli.local;

import continuity.backbone.PostgresServer;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The keys, passwords and tokens of one data directory. There are no defaults: each is made at random by the first
 * start and kept by the later ones, in files that only their owner can read.
 */
final class Credentials {

    private static final int RANDOM_BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Map<String, String> databasePasswords;

    private Credentials(Map<String, String> databasePasswords) {
        this.databasePasswords = Map.copyOf(databasePasswords);
    }

    /** Makes what is missing and renews tokens that run out soon. */
    static Credentials prepare(DataDirectory data, Instant now) {
        if (!Files.exists(data.sanitizerKey())) {
            PrivateFiles.write(data.sanitizerKey(), Base64.getEncoder().encodeToString(random()));
        }
        prepareTokens(data, now);
        return new Credentials(preparePasswords(data.databasePasswords()));
    }

    /** By role, for all roles. */
    Map<String, String> databasePasswords() {
        return databasePasswords;
    }

    String databasePassword(String role) {
        return Objects.requireNonNull(databasePasswords.get(role), role);
    }

    private static void prepareTokens(DataDirectory data, Instant now) {
        var keys = SigningKeys.prepare(data.privateKey(), data.publicKey());
        new AccessToken(data.token(), "local-user", Set.of("viewer", "agent")).prepare(keys, now);
        new AccessToken(data.operatorToken(), "local-operator", Set.of("viewer", "agent", "operator", "admin"))
                .prepare(keys, now);
        for (var part : Part.values()) {
            if (part.isService()) {
                new AccessToken(data.serviceToken(part), part.title(), Set.of("service")).prepare(keys, now);
            }
        }
    }

    private static Map<String, String> preparePasswords(Path file) {
        var passwords = readPasswords(file);
        var complete = new TreeMap<>(passwords);
        Stream.concat(Stream.of(PostgresServer.SUPERUSER), PostgresServer.ROLES.stream())
                .forEach(role -> complete.computeIfAbsent(role, _ -> randomPassword()));
        if (!complete.equals(passwords)) {
            var lines = new StringBuilder();
            complete.forEach((role, password) ->
                    lines.append(role).append('=').append(password).append('\n'));
            PrivateFiles.write(file, lines.toString());
        }
        return complete;
    }

    private static Map<String, String> readPasswords(Path file) {
        var passwords = new TreeMap<String, String>();
        if (Files.exists(file)) {
            try {
                var properties = new Properties();
                properties.load(new StringReader(Files.readString(file)));
                properties.stringPropertyNames().forEach(role -> passwords.put(role, properties.getProperty(role, "")));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return passwords;
    }

    private static String randomPassword() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random());
    }

    private static byte[] random() {
        var bytes = new byte[RANDOM_BYTES];
        RANDOM.nextBytes(bytes);
        return bytes;
    }
}
