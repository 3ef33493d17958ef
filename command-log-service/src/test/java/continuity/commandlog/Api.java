package continuity.commandlog;

import static io.restassured.RestAssured.given;

import continuity.testkit.TestTokens;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/** A client of the service under test, and the words in which tests talk to it. */
public final class Api {

    public static final String PROJECT = "odin";

    private static final String AGENT = TestTokens.agent(PROJECT, RegistryStandIn.MACHINE);

    private Api() {}

    /** An instance that nobody has heard of yet. */
    public static String freshInstance() {
        return PROJECT + "-PS-"
                + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong(), 6);
    }

    /** The fields that a command must have. */
    public static Map<String, Object> command(String instanceId) {
        return Map.of("instance_id", instanceId, "command_type", "explicit", "action", "note");
    }

    public static Map<String, Object> event(String instanceId, String type, Map<String, Object> data) {
        return Map.of("instance_id", instanceId, "event_type", type, "event_data", data);
    }

    public static Map<String, Object> said(String instanceId, String text) {
        return event(instanceId, "user_message", Map.of("text", text));
    }

    public static Map<String, Object> with(Map<String, Object> object, String name, Object value) {
        var changed = new LinkedHashMap<>(object);
        changed.put(name, value);
        return changed;
    }

    /** As an agent of {@link #PROJECT} on the right machine; {@code body} is an object to be written, or JSON text. */
    public static ValidatableResponse post(String path, Object body) {
        return postAs(AGENT, path, body);
    }

    public static ValidatableResponse postAs(String token, String path, Object body) {
        return given().auth()
                .oauth2(token)
                .contentType("application/json")
                .body(body)
                .post(path)
                .then();
    }

    public static ValidatableResponse getAs(String token, String path, Map<String, ?> parameters) {
        return given().auth().oauth2(token).queryParams(parameters).get(path).then();
    }

    public static JsonPath get(String path, Map<String, ?> parameters) {
        return getAs(AGENT, path, parameters).statusCode(200).extract().jsonPath();
    }

    /** All events of an instance, in order. */
    public static List<Map<String, Object>> events(String instanceId) {
        return get("/api/v1/events", Map.of("instance_id", instanceId, "limit", 1000))
                .getList("events");
    }

    public static long commandCount(String instanceId) {
        return get("/api/v1/commands", Map.of("instance_id", instanceId)).getLong("total_count");
    }
}
