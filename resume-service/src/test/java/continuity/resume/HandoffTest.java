package continuity.resume;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.startsWith;

import continuity.testkit.Backbone;
import continuity.testkit.TestTokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** One run read by people, without taking it over. */
@QuarkusTest
@QuarkusTestResource(value = Backbone.class, initArgs = @ResourceArg(name = "schema", value = "resume"))
@QuarkusTestResource(RegistryStandIn.class)
class HandoffTest extends ResumeTestCase {

    @Test
    @Tag("R62")
    void aHandoffIsADocumentWithAFileName() {
        var id = interrupted(Map.of("current_epic", "epic-003"));

        var handoff = given().auth()
                .oauth2(TestTokens.viewer(project))
                .get("/api/v1/instances/{id}/handoff", id)
                .then()
                .statusCode(200)
                .contentType(containsString("text/markdown"))
                .header(
                        "Content-Disposition",
                        matchesPattern("attachment; filename=\"\\d{4}-\\d\\d-\\d\\d-\\d{4}-epic-003-resume.md\""))
                .extract()
                .asString();
        assertThat(handoff).startsWith("# Handoff of " + id);
    }

    @Test
    @Tag("R104")
    void aRunIsReadByItsShortIdToo() {
        var id = interrupted(Map.of());
        var shortId = id.substring(id.length() - 6);

        for (var name : List.of(shortId, shortId.toUpperCase(Locale.ROOT), id + "@laptop")) {
            read("handoff", name).statusCode(200).body(startsWith("# Handoff of " + id));
        }
        read("context", shortId).statusCode(200);
        read("handoff", "ffff99")
                .statusCode(404)
                .body("code", equalTo("instance_not_found"))
                .body("detail", containsString("ffff99"));
    }

    @Test
    @Tag("R104")
    void aNameThatFitsSeveralRunsSaysSo() {
        fleet.knownToRegistry("p1-PS-eeee01", Map.of());
        fleet.knownToRegistry("p1-PS-eeee02", Map.of());

        read("handoff", "eeee")
                .statusCode(400)
                .body("errors[0].field", equalTo("id"))
                .body("errors[0].message", containsString("2 instances begin with eeee"));
    }

    private ValidatableResponse read(String what, String id) {
        return given().auth()
                .oauth2(TestTokens.viewer(project))
                .get("/api/v1/instances/{id}/{what}", id, what)
                .then();
    }
}
