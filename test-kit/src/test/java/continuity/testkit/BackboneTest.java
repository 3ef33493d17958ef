package continuity.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.sql.DriverManager;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class BackboneTest {

    @Test
    void aServiceGetsItsDatabaseWithBothRoles() throws Exception {
        var config = start();

        for (var kind : new String[] {"datasource", "flyway"}) {
            try (var connection = DriverManager.getConnection(
                            value(config, "quarkus.datasource.jdbc.url"),
                            value(config, "quarkus." + kind + ".username"),
                            value(config, "quarkus." + kind + ".password"));
                    var result = connection.createStatement().executeQuery("SHOW search_path")) {
                result.next();
                assertThat(result.getString(1)).isEqualTo("registry");
            }
        }
    }

    @Test
    void theServersAreStartedOnce() {
        var first = start();
        var second = start();

        assertThat(second).isEqualTo(first);
        assertThat(second).containsEntry("kafka.bootstrap.servers", Backbone.bootstrapServers());
    }

    @Test
    void theProbeSeesKeyHeadersAndBytesOfEveryTopic() {
        start();
        var probe = new KafkaProbe(Backbone.bootstrapServers());
        probe.send(
                "continuity.events",
                "odin-PS-8f4a2b",
                "no JSON".getBytes(StandardCharsets.UTF_8),
                Map.of("ce_id", "0199"));

        var record = probe.read("continuity.events").getLast();
        assertThat(KafkaProbe.header(record, "ce_id")).contains("0199");
        assertThat(KafkaProbe.text(record)).isEqualTo("odin-PS-8f4a2b\nce_id: 0199\nno JSON");
        assertThat(probe.readAll()).containsKeys("continuity.commands", "continuity.commands.dlq");
        assertThat(probe.read("continuity.heartbeats")).isEmpty();
    }

    @Test
    void tokensAreSignedWithTheKeyThatTheServiceGets() throws Exception {
        var config = start();

        assertThat(isGood(config, TestTokens.agent("odin", "laptop"))).isTrue();
        assertThat(isGood(config, Files.readString(Path.of(value(config, "continuity.service-token-file")))))
                .isTrue();
        assertThat(isGood(config, TestTokens.forged())).isFalse();
        var claims = claims(TestTokens.agent("odin", "laptop"));
        assertThat(claims.path("groups").toString()).isEqualTo("[\"agent\",\"viewer\"]");
        assertThat(claims.path("projects").toString()).isEqualTo("[\"odin\"]");
        assertThat(claims.path("machine").textValue()).isEqualTo("laptop");
        assertThat(claims(TestTokens.viewer()).path("projects").toString()).isEqualTo("[\"*\"]");
        assertThat(claims(TestTokens.expired()).path("exp").longValue())
                .isLessThan(System.currentTimeMillis() / 1000)
                .isGreaterThan(claims(TestTokens.expired()).path("iat").longValue());
    }

    @Test
    void theSanitizerKeyHas32Bytes() throws Exception {
        var key = Files.readString(Path.of(value(start(), "continuity.sanitizer-key-file")));

        assertThat(Base64.getDecoder().decode(key)).hasSize(32);
    }

    private static Map<String, String> start() {
        var backbone = new Backbone();
        backbone.init(Map.of("schema", "registry"));
        return backbone.start();
    }

    private static String value(Map<String, String> config, String key) {
        return Objects.requireNonNull(config.get(key), key);
    }

    private static boolean isGood(Map<String, String> config, String token) throws Exception {
        var pem = Files.readString(Path.of(URI.create(value(config, "mp.jwt.verify.publickey.location"))));
        var encoded = Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
        var signature = Signature.getInstance("SHA256withRSA");
        signature.initVerify(KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(encoded)));
        signature.update(token.substring(0, token.lastIndexOf('.')).getBytes(StandardCharsets.US_ASCII));
        return signature.verify(Base64.getUrlDecoder().decode(token.substring(token.lastIndexOf('.') + 1)));
    }

    private static JsonNode claims(String token) throws Exception {
        return new JsonMapper().readTree(Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]));
    }
}
