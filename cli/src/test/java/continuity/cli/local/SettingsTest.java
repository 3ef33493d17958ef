package continuity.cli.local;

import static org.assertj.core.api.Assertions.assertThat;

import continuity.cli.tls.DnsName;
import continuity.contracts.MachineName;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {

    @TempDir
    Path dir;

    private Credentials credentials;
    private Settings settings;

    @BeforeEach
    void prepare() {
        var data = new DataDirectory(dir.resolve("data"));
        data.prepare();
        credentials = Credentials.prepare(data, Instant.now());
        var user = Map.of(
                "PATH", "/bin",
                "AWS_SECRET_ACCESS_KEY", "theirs",
                "CONTINUITY_STALE_AFTER", "PT5S",
                "HOST_MACHINE", "odin3");
        settings = new Settings(data, new Ports(8700), credentials, Optional.empty(), user);
    }

    @Test
    void aServiceGetsItsOwnDatabaseRolesOnly() {
        var registry = settings.of(Part.REGISTRY);

        assertThat(registry)
                .containsEntry("QUARKUS_HTTP_PORT", "8701")
                .containsEntry("QUARKUS_DATASOURCE_JDBC_URL", "jdbc:postgresql://127.0.0.1:8732/supervisor_meta")
                .containsEntry("QUARKUS_DATASOURCE_USERNAME", "registry_app")
                .containsEntry("QUARKUS_DATASOURCE_PASSWORD", credentials.databasePassword("registry_app"))
                .containsEntry("QUARKUS_FLYWAY_USERNAME", "registry_owner")
                .containsEntry("QUARKUS_FLYWAY_PASSWORD", credentials.databasePassword("registry_owner"))
                .containsEntry("KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:8792")
                .doesNotContainValue(credentials.databasePassword("command_log_app"));
        assertThat(settings.of(Part.COMMAND_LOG)).containsEntry("QUARKUS_DATASOURCE_USERNAME", "command_log_app");
    }

    @Test
    void theCommandLogAloneIsToldWhereTheArchiveIs() {
        assertThat(settings.of(Part.COMMAND_LOG))
                .containsEntry(
                        "CONTINUITY_ARCHIVE_DIRECTORY",
                        dir.resolve("data/archive").toString());
        assertThat(settings.of(Part.REGISTRY)).doesNotContainKey("CONTINUITY_ARCHIVE_DIRECTORY");
    }

    @Test
    void aServiceIsItsOwnKafkaUser() {
        var resume = settings.of(Part.RESUME);

        assertThat(resume)
                .containsEntry("KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:8792")
                .containsEntry("KAFKA_SECURITY_PROTOCOL", "SASL_PLAINTEXT")
                .containsEntry("KAFKA_SASL_MECHANISM", "SCRAM-SHA-512");
        assertThat(resume.get("KAFKA_SASL_JAAS_CONFIG"))
                .isEqualTo("%s required username=\"resume\" password=\"%s\";"
                        .formatted(
                                "org.apache.kafka.common.security.scram.ScramLoginModule",
                                credentials.kafkaPassword("resume")));
    }

    @Test
    void theUsersOwnSecretsReachNobody() {
        for (var part : Part.values()) {
            assertThat(settings.of(part)).containsEntry("PATH", "/bin").doesNotContainKey("AWS_SECRET_ACCESS_KEY");
        }
    }

    @Test
    void missionControlKnowsTheOthersButNoDatabase() {
        assertThat(settings.of(Part.MISSION_CONTROL))
                .containsEntry("CONTINUITY_REGISTRY_URL", "http://127.0.0.1:8701")
                .containsEntry("CONTINUITY_COMMAND_LOG_URL", "http://127.0.0.1:8702")
                .containsEntry("CONTINUITY_CHECKPOINT_URL", "http://127.0.0.1:8703")
                .containsEntry("CONTINUITY_RESUME_URL", "http://127.0.0.1:8704")
                .containsEntry("HOST_MACHINE", "odin3")
                .containsKey("CONTINUITY_JOURNAL_DIR")
                .doesNotContainKeys("QUARKUS_DATASOURCE_PASSWORD", "CONTINUITY_STALE_AFTER");
    }

    @Test
    void onlyTheRegistryCanSignTokens() {
        var key = dir.resolve("data").resolve("keys");
        for (var part : Part.values()) {
            assertThat(settings.of(part).containsKey("CONTINUITY_TOKEN_SIGNING_KEY_FILE"))
                    .as(part.title())
                    .isEqualTo(part == Part.REGISTRY);
        }
        assertThat(settings.of(Part.REGISTRY).get("CONTINUITY_TOKEN_SIGNING_KEY_FILE"))
                .startsWith(key.toString());
    }

    @Test
    void theBrokerGetsNoSecret() {
        assertThat(settings.of(Part.KAFKA).keySet()).containsExactlyInAnyOrder("JAVA_HOME", "PATH");
    }

    @Test
    void theTimeUntilStaleIsForTheRegistry() {
        assertThat(settings.of(Part.REGISTRY)).containsEntry("CONTINUITY_STALE_AFTER", "PT5S");
    }

    @Test
    void onlyTheRegistryReadsTranscriptsAndKnowsItsMachine() {
        for (var part : Part.values()) {
            assertThat(settings.of(part).containsKey("CONTINUITY_TRANSCRIPTS_ROOTS"))
                    .as(part.title())
                    .isEqualTo(part == Part.REGISTRY);
        }
        var home = System.getProperty("user.home");
        assertThat(settings.of(Part.REGISTRY))
                .containsEntry(
                        "CONTINUITY_TRANSCRIPTS_ROOTS",
                        "%1$s/.claude/projects,%1$s/.codex/sessions,%1$s/.gemini".formatted(home))
                .containsEntry("HOST_MACHINE", "odin3");
    }

    @Test
    void theMachineHasANameAlsoWhereNobodyGaveOne() throws UnknownHostException {
        var host = MachineName.ofHost(InetAddress.getLocalHost().getHostName());

        assertThat(ThisMachine.name(Map.of())).isEqualTo(host);
        assertThat(ThisMachine.name(Map.of("HOST_MACHINE", ""))).isEqualTo(host);
        assertThat(ThisMachine.name(Map.of("HOST_MACHINE", "Odin3.example"))).contains("odin3");
        for (var part : List.of(Part.REGISTRY, Part.MISSION_CONTROL)) {
            assertThat(unnamed().of(part).get("HOST_MACHINE")).isEqualTo(host.orElse(null));
        }
    }

    private Settings unnamed() {
        return new Settings(
                new DataDirectory(dir.resolve("data")), new Ports(8700), credentials, Optional.empty(), Map.of());
    }

    @Test
    void onlyMissionControlIsToldToListenAndOnlyOnRequest() throws UnknownHostException {
        var open = new Listening(
                InetAddress.getByAddress(new byte[] {(byte) 192, 0, 2, 7}),
                Optional.of(new DnsName("hub.example")),
                Optional.of(new CertificateFiles(Path.of("/c.pem"), Path.of("/k.pem"))),
                Optional.empty());
        var listening = new Settings(
                new DataDirectory(dir.resolve("data")),
                new Ports(8700),
                credentials,
                Optional.of(open),
                Map.of("CONTINUITY_LISTEN_OVERLAY", "true"));

        for (var part : Part.values()) {
            assertThat(settings.of(part))
                    .allSatisfy((name, value) -> assertThat(name).doesNotContain("LISTEN"));
            assertThat(listening.of(part)).doesNotContainKey("CONTINUITY_LISTEN_OVERLAY");
            assertThat(listening.of(part).containsKey("CONTINUITY_LISTEN_ADDRESS"))
                    .isEqualTo(part == Part.MISSION_CONTROL);
        }
        assertThat(listening.of(Part.MISSION_CONTROL))
                .containsEntry("QUARKUS_HTTP_HOST", "127.0.0.1")
                .containsEntry("CONTINUITY_LISTEN_ADDRESS", "192.0.2.7")
                .containsEntry("CONTINUITY_LISTEN_HOST", "hub.example")
                .containsEntry("CONTINUITY_LISTEN_CERTIFICATE", "/c.pem")
                .containsEntry("CONTINUITY_LISTEN_KEY", "/k.pem");
    }
}
