package continuity.commandlog.sanitize;

import static continuity.commandlog.Api.command;
import static continuity.commandlog.Api.freshInstance;
import static continuity.commandlog.Api.get;
import static continuity.commandlog.Api.post;
import static continuity.commandlog.Api.postAs;
import static continuity.commandlog.Api.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.matchesPattern;

import continuity.commandlog.Api;
import continuity.commandlog.RegistryStandIn;
import continuity.testkit.Backbone;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** With the rules of {@code sanitizer-rules.json}: a badge of the project, one of another, and a broken rule. */
@QuarkusTest
@QuarkusTestResource(value = Backbone.class, initArgs = @ResourceArg(name = "schema", value = "command_log"))
@QuarkusTestResource(RegistryStandIn.class)
@TestProfile(SanitizeResourceTest.WithRules.class)
class SanitizeResourceTest {

    public static class WithRules implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("continuity.sanitizer.rules", "src/test/resources/sanitizer-rules.json");
        }
    }

    private static final String PATH = "/api/v1/sanitize";

    @Test
    @Tag("R27")
    void tellsWhatWouldBecomeOfAText() {
        post(PATH, Map.of("text", "PASSWORD=swordfish NAME=bob"))
                .statusCode(200)
                .body("text", matchesPattern("PASSWORD=\\[REDACTED:secret#[0-9a-f]{4}] NAME=bob"))
                .body("findings", equalTo(List.of(Map.of("type", "secret", "count", 1))));
        post(PATH, Map.of("text", "nothing")).statusCode(200).body("findings", equalTo(List.of()));
    }

    @Test
    @Tag("R28")
    void rulesOfTheProjectHoldAndABrokenOneBesideThemDoesNoHarm() {
        post(PATH, Map.of("text", "BADGE-123456", "project", Api.PROJECT))
                .statusCode(200)
                .body("findings.type", hasItem("acme_badge"));
        post(PATH, Map.of("text", "BADGE-123456")).statusCode(200).body("text", equalTo("BADGE-123456"));
        post(PATH, Map.of("text", "PASS-123456 VISITOR-1", "project", Api.PROJECT))
                .body("findings.type", equalTo(List.of("visitor")));
    }

    @Test
    @Tag("R28")
    void rulesOfTheProjectHoldForItsCommandsAndEvents() {
        var instance = freshInstance();

        post("/api/v1/commands", with(command(instance), "description", "seen BADGE-123456"))
                .statusCode(202);
        post("/api/v1/events", Api.said(instance, "seen BADGE-123456")).statusCode(201);
        var snippet = Map.of(
                "instance_id",
                instance,
                "snippet_type",
                "decision",
                "title",
                "on BADGE-123456",
                "content",
                "seen BADGE-123456 ".repeat(10),
                "tags",
                List.of("BADGE-123456"),
                "source_file",
                "BADGE-123456.md");
        var kept = post("/api/v1/snippets", snippet).statusCode(201).extract().asString();
        assertThat(kept).contains("[REDACTED:").doesNotContain("BADGE-123456");

        await().untilAsserted(() -> assertThat(
                        get("/api/v1/commands", Map.of("instance_id", instance)).getString("commands[0].description"))
                .startsWith("seen [REDACTED:acme_badge#"));
        assertThat(Api.events(instance).toString())
                .contains("[REDACTED:acme_badge#")
                .doesNotContain("123456");
    }

    @Test
    void projectOutOfReachIsNotFound() {
        post(PATH, Map.of("text", "a", "project", "elsewhere")).statusCode(404).body("code", equalTo("not_found"));
    }

    @Test
    void refusesWhatIsNoText() {
        post(PATH, Map.of("project", Api.PROJECT)).statusCode(400).body("errors.field", hasItem("text"));
        post(PATH, Map.of("text", 7)).statusCode(400).body("errors.field", hasItem("text"));
        post(PATH, List.of(Map.of("text", "a"))).statusCode(400);
        post(PATH, Map.of("text", "a".repeat(2 << 20))).statusCode(413);
        postAs("nonsense", PATH, Map.of("text", "a")).statusCode(401);
    }
}
