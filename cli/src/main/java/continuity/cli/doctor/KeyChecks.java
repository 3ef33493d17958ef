package continuity.cli.doctor;

import continuity.backbone.KafkaBroker;
import continuity.backbone.Passwords;
import continuity.backbone.PostgresServer;
import continuity.cli.local.AccessToken;
import continuity.cli.local.DataDirectory;
import continuity.cli.local.Part;
import continuity.cli.local.SigningKeys;
import continuity.cli.terminal.Figures;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Whether the keys, tokens and passwords are there, whole, and still good. */
final class KeyChecks {

    private static final String RESTART = "./continuity down, then ./continuity up: it writes a new one.";
    private static final int SANITIZER_KEY_BYTES = 32;

    private KeyChecks() {}

    static List<Finding> keys(Surroundings surroundings) {
        var data = surroundings.data();
        if (!data.isOurs()) {
            return List.of();
        }
        var findings = new ArrayList<Finding>();
        var keys = signingKeys(data);
        if (keys.isEmpty()) {
            findings.add(
                    Finding.fail(
                            "keys",
                            data.privateKey() + " is missing or damaged",
                            "Restore it from a backup. Or delete it: the next ./continuity up makes a new one, and new tokens."));
        } else if (!content(data.publicKey()).equals(keys.get().publicPem())) {
            findings.add(Finding.fail(
                    "keys", data.publicKey() + " is missing or damaged, so that no token is accepted", RESTART));
        }
        if (!isSanitizerKey(content(data.sanitizerKey()))) {
            findings.add(Finding.fail(
                    "keys",
                    data.sanitizerKey() + " is missing or damaged",
                    "Restore it from a backup. Or delete it: the next ./continuity up makes a new one, and marks of"
                            + " removed secrets change."));
        }
        return findings.isEmpty() ? List.of(Finding.ok("keys", "all there and whole")) : findings;
    }

    static List<Finding> tokens(Surroundings surroundings) {
        var data = surroundings.data();
        var keys = signingKeys(data);
        if (keys.isEmpty()) {
            return List.of();
        }
        var findings = new ArrayList<Finding>();
        var soonest = Instant.MAX;
        for (var file : tokenFiles(data)) {
            var until = AccessToken.validUntil(content(file), keys.get());
            expiry(file.toString(), until, surroundings.now(), RESTART).ifPresent(findings::add);
            soonest = until.filter(soonest::isAfter).orElse(soonest);
        }
        return findings.isEmpty()
                ? List.of(Finding.ok(
                        "tokens",
                        "valid until " + soonest.atZone(ZoneId.systemDefault()).toLocalDate()))
                : findings;
    }

    /**
     * What is wrong with a token; empty if nothing is.
     *
     * @param until empty if it is none of ours
     */
    static Optional<Finding> expiry(String file, Optional<Instant> until, Instant now, String cure) {
        if (until.isEmpty()) {
            return Optional.of(
                    Finding.fail("tokens", file + " is missing, damaged, or was signed with another key", cure));
        }
        var left = Duration.between(now, until.get());
        if (left.isNegative()) {
            return Optional.of(Finding.fail(
                    "tokens", "%s has expired %s ago".formatted(file, Figures.duration(left.negated())), cure));
        }
        return left.compareTo(AccessToken.RENEW_BEFORE) < 0
                ? Optional.of(Finding.warn("tokens", "%s expires in %s".formatted(file, Figures.duration(left)), cure))
                : Optional.empty();
    }

    static List<Finding> passwords(Surroundings surroundings) {
        var data = surroundings.data();
        if (!data.isOurs()) {
            return List.of();
        }
        var findings = new ArrayList<Finding>();
        var database = Passwords.read(data.databasePasswords());
        if (database.getOrDefault(PostgresServer.SUPERUSER, "").isEmpty()) {
            findings.add(Finding.fail(
                    "passwords",
                    "%s is damaged: the password of %s is missing"
                            .formatted(data.databasePasswords(), PostgresServer.SUPERUSER),
                    "Restore the file from a backup before the next start; without it nobody can open the database."));
        } else {
            missing(data.databasePasswords(), database, PostgresServer.ROLES).ifPresent(findings::add);
        }
        if (Files.exists(data.kafkaPasswords())) {
            missing(data.kafkaPasswords(), Passwords.read(data.kafkaPasswords()), KafkaBroker.users())
                    .ifPresent(findings::add);
        }
        return findings.isEmpty() ? List.of(Finding.ok("passwords", "all there")) : findings;
    }

    /** Empty if there is no usable key in the file. */
    static Optional<SigningKeys> signingKeys(DataDirectory data) {
        try {
            return Optional.of(SigningKeys.read(data.privateKey()));
        } catch (GeneralSecurityException | IOException | ClassCastException unusable) {
            return Optional.empty();
        }
    }

    /** Empty if it cannot be read. */
    static String content(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException notReadable) {
            return "";
        }
    }

    private static Optional<Finding> missing(Path file, Map<String, String> passwords, Collection<String> users) {
        var missing = users.stream()
                .filter(user -> passwords.getOrDefault(user, "").isEmpty())
                .toList();
        return missing.isEmpty()
                ? Optional.empty()
                : Optional.of(Finding.fail(
                        "passwords",
                        "%s is damaged: no password for %s".formatted(file, String.join(", ", missing)),
                        "./continuity down, then ./continuity up: it makes new ones."));
    }

    private static boolean isSanitizerKey(String content) {
        try {
            return Base64.getDecoder().decode(content.strip()).length == SANITIZER_KEY_BYTES;
        } catch (IllegalArgumentException notBase64) {
            return false;
        }
    }

    private static List<Path> tokenFiles(DataDirectory data) {
        return Stream.concat(
                        Stream.of(data.token(), data.operatorToken()),
                        Arrays.stream(Part.values()).filter(Part::isService).map(data::serviceToken))
                .toList();
    }
}
