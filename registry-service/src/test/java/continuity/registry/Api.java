package continuity.registry;

import static io.restassured.RestAssured.given;

import continuity.testkit.TestTokens;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/** The registry as an HTTP client sees it; unless said otherwise the client is an admin, who reaches everything. */
final class Api {

    private static final String INSTANCES = "/api/v1/instances";

    private Api() {}

    /** A project that no other test uses. */
    static String newProject() {
        return "p-" + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
    }

    static RequestSpecification as(String token) {
        return given().auth().oauth2(token).contentType(ContentType.JSON);
    }

    static RequestSpecification asAdmin() {
        return as(TestTokens.admin());
    }

    static ValidatableResponse register(Map<String, ?> body) {
        return asAdmin().body(body).post(INSTANCES).then();
    }

    /** Id of a new instance. */
    static String registered(String project) {
        return register(Map.of("project", project)).statusCode(201).extract().path("instance_id");
    }

    /** Id of a new instance on that machine. */
    static String registered(String project, String machine) {
        return register(Map.of("project", project, "host_machine", machine))
                .statusCode(201)
                .extract()
                .path("instance_id");
    }

    static ValidatableResponse heartbeat(String id, Object body) {
        return asAdmin().body(body).post(INSTANCES + "/{id}/heartbeat", id).then();
    }

    static ValidatableResponse close(String id, Map<String, ?> body) {
        return asAdmin().body(body).post(INSTANCES + "/{id}/close", id).then();
    }

    static ValidatableResponse succeed(String id, Map<String, ?> body) {
        return succession(id, body).then();
    }

    static Response succession(String id, Map<String, ?> body) {
        return asAdmin().body(body).post(INSTANCES + "/{id}/succession", id);
    }

    static ValidatableResponse get(String reference) {
        return asAdmin().get(INSTANCES + "/{id}", reference).then();
    }

    static JsonPath instance(String id) {
        return get(id).statusCode(200).extract().jsonPath();
    }

    /** @param query parameters of the list */
    static ValidatableResponse list(Map<String, ?> query) {
        return asAdmin().queryParams(query).get(INSTANCES).then();
    }

    static ValidatableResponse footer(String id, Map<String, ?> query) {
        return asAdmin().queryParams(query).get(INSTANCES + "/{id}/footer", id).then();
    }
}
