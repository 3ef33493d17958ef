package continuity.cli.local;

import continuity.backbone.KafkaBroker;
import continuity.backbone.KafkaLogin;
import continuity.backbone.Passwords;
import continuity.backbone.PostgresServer;
import continuity.cli.terminal.CommandFailed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The keys, passwords and tokens of one data directory. There are no defaults: each is made at random by the first
 * start and kept by the later ones, in files that only their owner can read.
 */
final class Credentials {

    private final Map<String, String> databasePasswords;
    private final Map<String, String> kafkaPasswords;

    private Credentials(Map<String, String> databasePasswords, Map<String, String> kafkaPasswords) {
        this.databasePasswords = Map.copyOf(databasePasswords);
        this.kafkaPasswords = Map.copyOf(kafkaPasswords);
    }

    /**
     * Makes what is missing and renews tokens that run out soon.
     *
     * @throws CommandFailed if what is damaged or lost cannot be made again
     */
    static Credentials prepare(DataDirectory data, Instant now) {
        requireDatabasePassword(data);
        if (!Files.exists(data.sanitizerKey())) {
            PrivateFiles.write(data.sanitizerKey(), Base64.getEncoder().encodeToString(PasswordFile.randomBytes()));
        }
        prepareTokens(data, now);
        var roles = Stream.concat(Stream.of(PostgresServer.SUPERUSER), PostgresServer.ROLES.stream())
                .toList();
        return new Credentials(
                new PasswordFile(data.databasePasswords()).prepare(roles), prepareKafka(data.kafkaPasswords()));
    }

    private static void requireDatabasePassword(DataDirectory data) {
        var hasDatabase = Files.exists(data.postgres().resolve("PG_VERSION"));
        if (hasDatabase && !Passwords.read(data.databasePasswords()).containsKey(PostgresServer.SUPERUSER)) {
            throw CommandFailed.because(
                    "The password of the database is not in %s. Put that file back from a backup; without it nobody can open %s. To begin with an empty database move that directory away."
                            .formatted(data.databasePasswords(), data.postgres()));
        }
    }

    /** The passwords stand in configurations of several kinds; of one's own making they have to be plain, too. */
    private static Map<String, String> prepareKafka(Path file) {
        var passwords = new PasswordFile(file).prepare(KafkaBroker.users());
        passwords.forEach((user, password) -> {
            if (!KafkaLogin.PASSWORD.matcher(password).matches()) {
                throw CommandFailed.because(
                        "The password of %s in %s must be 16 to 256 letters, digits, - and _; without its line a new one is made."
                                .formatted(user, file));
            }
        });
        return passwords;
    }

    /** By role, for all roles. */
    Map<String, String> databasePasswords() {
        return databasePasswords;
    }

    String databasePassword(String role) {
        return Objects.requireNonNull(databasePasswords.get(role), role);
    }

    String kafkaPassword(String user) {
        return Objects.requireNonNull(kafkaPasswords.get(user), user);
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
}
