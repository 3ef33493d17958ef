package continuity.cli.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import continuity.backbone.KafkaLogin;
import continuity.backbone.Passwords;
import continuity.backbone.PostgresServer;
import continuity.cli.terminal.CommandFailed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CredentialsTest {

    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

    @TempDir
    Path dir;

    private DataDirectory data;

    @BeforeEach
    void prepareDirectory() {
        data = new DataDirectory(dir.resolve("data"));
        data.prepare();
    }

    @Test
    void onlyTheOwnerCanReadAnyOfIt() throws IOException {
        Credentials.prepare(data, NOW);

        try (var all = Files.walk(data.root())) {
            for (var path : all.toList()) {
                var expected = Files.isDirectory(path) ? "rwx------" : "rw-------";
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                        .as(path.toString())
                        .isEqualTo(expected);
            }
        }
    }

    @Test
    void aDamagedTokenIsMadeAnew() throws IOException {
        Credentials.prepare(data, NOW);
        var whole = Files.readString(data.token());
        var parts = whole.split("\\.", -1);

        for (var damaged :
                List.of("", "x", whole.substring(0, 40), parts[0] + ".e30." + parts[2], "\u0000.\u0000.\u0000")) {
            Files.writeString(data.token(), damaged);
            Credentials.prepare(data, NOW);
            assertThat(Files.readString(data.token())).isNotEqualTo(damaged).hasSizeGreaterThan(300);
        }
    }

    @Test
    void aDamagedSigningKeyIsNamedAndNotReplaced() throws IOException {
        Credentials.prepare(data, NOW);
        Files.writeString(data.privateKey(), "-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY-----\n");

        assertThatThrownBy(() -> Credentials.prepare(data, NOW))
                .isInstanceOf(CommandFailed.class)
                .hasMessageContaining(data.privateKey().toString())
                .hasMessageContaining("backup");
        assertThat(data.privateKey()).content().contains("MIIE");
    }

    @Test
    void withoutThePasswordOfItsDatabaseNothingIsStartedOrChanged() throws IOException {
        Credentials.prepare(data, NOW);
        Files.createDirectories(data.postgres());
        Files.writeString(data.postgres().resolve("PG_VERSION"), "18");
        Files.writeString(data.databasePasswords(), "registry_app=truncat");

        assertThatThrownBy(() -> Credentials.prepare(data, NOW))
                .isInstanceOf(CommandFailed.class)
                .hasMessageContaining(data.databasePasswords().toString());
        assertThat(data.databasePasswords()).hasContent("registry_app=truncat");
    }

    @Test
    void aSecondStartKeepsEverything() throws IOException {
        Credentials.prepare(data, NOW);
        var first = contents();

        Credentials.prepare(data, NOW.plus(Duration.ofDays(300)));

        assertThat(contents()).isEqualTo(first);
    }

    @Test
    void tokensCarryWhoAndWhatAndVerifyWithThePublishedKey() throws Exception {
        Credentials.prepare(data, NOW);

        var claims = verified(data.token());
        assertThat(claims.path("iss").asText()).isEqualTo("continuity");
        assertThat(claims.path("sub").asText()).isEqualTo("local-user");
        assertThat(claims.path("groups")).extracting(JsonNode::asText).containsExactlyInAnyOrder("viewer", "agent");
        assertThat(claims.path("projects")).extracting(JsonNode::asText).containsExactly("*");
        assertThat(claims.path("iat").asLong()).isEqualTo(NOW.getEpochSecond());
        assertThat(claims.path("exp").asLong())
                .isEqualTo(NOW.plus(AccessToken.LIFETIME).getEpochSecond());
        assertThat(verified(data.operatorToken()).path("groups"))
                .extracting(JsonNode::asText)
                .containsExactlyInAnyOrder("viewer", "agent", "operator", "admin");
        var service = verified(data.serviceToken(Part.COMMAND_LOG));
        assertThat(service.path("sub").asText()).isEqualTo("command-log");
        assertThat(service.path("groups")).extracting(JsonNode::asText).containsExactly("service");
    }

    @Test
    void aTokenIsRenewedWhenLessThanThirtyDaysAreLeft() throws Exception {
        Credentials.prepare(data, NOW);
        var later = NOW.plus(AccessToken.LIFETIME).minus(Duration.ofDays(29));

        Credentials.prepare(data, later);

        assertThat(verified(data.token()).path("iat").asLong()).isEqualTo(later.getEpochSecond());
    }

    @Test
    void tokensOfAnotherKeyAndBrokenOnesAreReplaced() throws Exception {
        Credentials.prepare(data, NOW);
        Files.delete(data.privateKey());
        Files.writeString(data.operatorToken(), "not.a.token!");

        Credentials.prepare(data, NOW);

        assertThat(verified(data.token()).path("sub").asText()).isEqualTo("local-user");
        assertThat(verified(data.operatorToken()).path("sub").asText()).isEqualTo("local-operator");
    }

    @Test
    void everyDatabaseRoleHasAPasswordOfItsOwn() {
        var passwords = Credentials.prepare(data, NOW).databasePasswords();

        assertThat(passwords).containsKeys(PostgresServer.ROLES.toArray(String[]::new));
        assertThat(passwords).containsKey(PostgresServer.SUPERUSER);
        assertThat(new HashSet<>(passwords.values())).hasSameSizeAs(passwords.keySet());
        assertThat(passwords.values()).allMatch(password -> password.length() >= 32);
    }

    @Test
    void aRoleThatALaterReleaseAddsGetsAPasswordAndTheOthersKeepTheirs() throws IOException {
        Files.writeString(data.databasePasswords(), "registry_app=kept\n");

        var passwords = Credentials.prepare(data, NOW).databasePasswords();

        assertThat(passwords).containsEntry("registry_app", "kept").containsKey("supervisor");
    }

    @Test
    void everyServiceAndTheSuperUserHaveAKafkaPasswordOfTheirOwn() {
        var credentials = Credentials.prepare(data, NOW);

        var users = Stream.concat(
                        Stream.of(KafkaLogin.SUPERUSER),
                        Arrays.stream(Part.values()).filter(Part::isService).map(Part::title))
                .toList();
        assertThat(Passwords.read(data.kafkaPasswords())).containsOnlyKeys(users);
        assertThat(users).extracting(credentials::kafkaPassword).doesNotHaveDuplicates();
    }

    @Test
    void aKafkaPasswordThatCannotStandInEveryConfigurationIsRefusedWithTheCure() throws IOException {
        Files.writeString(data.kafkaPasswords(), "resume=\"; and more of it\n");

        assertThatThrownBy(() -> Credentials.prepare(data, NOW))
                .isInstanceOf(CommandFailed.class)
                .hasMessageContainingAll("resume", "kafka.properties", "without its line a new one is made");
    }

    @Test
    void theSanitizerKeyIsThirtyTwoBytes() throws IOException {
        Credentials.prepare(data, NOW);

        assertThat(Base64.getDecoder().decode(Files.readString(data.sanitizerKey())))
                .hasSize(32);
    }

    private Map<Path, String> contents() throws IOException {
        var contents = new TreeMap<Path, String>();
        try (var all = Files.walk(data.root())) {
            for (var file : all.filter(Files::isRegularFile).toList()) {
                contents.put(file, Files.readString(file));
            }
        }
        return contents;
    }

    /** The claims, after the signature was checked with nothing but the JDK and the published key. */
    private JsonNode verified(Path token) throws Exception {
        var parts = List.of(Files.readString(token).split("\\."));
        var pem = Files.readString(data.publicKey()).replaceAll("-----[A-Z ]+-----|\\s", "");
        var check = Signature.getInstance("SHA256withRSA");
        check.initVerify(KeyFactory.getInstance("RSA")
                .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(pem))));
        check.update((parts.get(0) + "." + parts.get(1)).getBytes(StandardCharsets.US_ASCII));
        assertThat(check.verify(Base64.getUrlDecoder().decode(parts.get(2)))).isTrue();
        return new ObjectMapper().readTree(Base64.getUrlDecoder().decode(parts.get(1)));
    }
}
