package continuity.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import continuity.testkit.TestTokens;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@RegistryTest
class FleetTest {

    @BeforeEach
    void hearEverything() throws Exception {
        Rows.forgetGaps();
    }

    @Test
    @Tag("R17")
    void listsProjectsAscendingAndTheNewestSignOfLifeFirst() throws Exception {
        var base = Api.newProject();
        var b1 = Api.registered(base + "-b");
        var a1 = Api.registered(base + "-a");
        var a2 = Api.registered(base + "-a");
        Rows.silence(a1, Duration.ofSeconds(50));
        Rows.silence(a2, Duration.ofSeconds(20));
        Rows.silence(b1, Duration.ofSeconds(1));

        var token = TestTokens.viewer(base + "-a", base + "-b");
        Api.as(token)
                .get("/api/v1/instances")
                .then()
                .statusCode(200)
                .body("instances.instance_id", contains(a2, a1, b1))
                .body("total_count", equalTo(3))
                .body("next_cursor", nullValue());
    }

    @Test
    @Tag("R17")
    void filtersAndCountsAgree() throws Exception {
        var project = Api.newProject();
        var active = Api.registered(project, "odin3");
        var stale = Api.registered(project, "laptop");
        var closed = Api.registered(project, "laptop");
        Api.close(closed, Map.of()).statusCode(200);
        Rows.silence(stale, Duration.ofSeconds(121));
        Told.awaitChange(stale, "stale");

        Api.list(Map.of("project", project))
                .body("total_count", equalTo(3))
                .body("active_count", equalTo(1))
                .body("stale_count", equalTo(1));
        Api.list(Map.of("project", project, "active_only", true)).body("instances.instance_id", contains(active));
        Api.list(Map.of("project", project, "status", "stale")).body("instances.instance_id", contains(stale));
        Api.list(Map.of("project", project, "status", "closed")).body("instances.instance_id", contains(closed));
        Api.list(Map.of("project", project, "machine", "laptop"))
                .body("instances.instance_id", containsInAnyOrder(stale, closed))
                .body("total_count", equalTo(2))
                .body("active_count", equalTo(0));
        Api.list(Map.of("project", project, "machine", "nowhere"))
                .body("instances", empty())
                .body("total_count", equalTo(0));
    }

    @Test
    void findsTheInstanceOfAClientSession() {
        var project = Api.newProject();
        Api.register(Map.of("project", project, "client", "codex", "client_session_id", project + "-s1"))
                .statusCode(201);
        Api.register(Map.of("project", project, "client", "codex", "client_session_id", project + "-s2"))
                .statusCode(201);

        Api.list(Map.of("client", "codex", "client_session_id", project + "-s2"))
                .body("total_count", equalTo(1))
                .body("instances[0].client_session_id", equalTo(project + "-s2"));
    }

    @Test
    @Tag("R17")
    void pagesHoldEveryRowOnce() throws Exception {
        var project = Api.newProject();
        var all = new ArrayList<String>();
        for (int i = 0; i < 5; i++) {
            var id = Api.registered(project);
            Rows.silence(id, Duration.ofSeconds(i < 3 ? 10 : i)); // three of the same age
            all.add(id);
        }

        var seen = new ArrayList<String>();
        var query = new HashMap<String, Object>(Map.of("project", project, "limit", 2));
        String cursor;
        do {
            var page = Api.list(query)
                    .statusCode(200)
                    .body("total_count", equalTo(5))
                    .extract()
                    .jsonPath();
            seen.addAll(page.<String>getList("instances.instance_id"));
            cursor = page.getString("next_cursor");
            query.put("cursor", String.valueOf(cursor));
        } while (cursor != null);

        assertThat(seen).containsExactlyInAnyOrderElementsOf(all).startsWith(all.get(3), all.get(4));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"limit=0", "limit=-1", "limit=ten", "status=dead", "cursor=x", "project=%00", "machine=a%0Ab"})
    void refusesQueriesThatMakeNoSense(String query) {
        Api.asAdmin()
                .urlEncodingEnabled(false)
                .get("/api/v1/instances?" + query)
                .then()
                .statusCode(400)
                .body("errors.field", hasItem(query.substring(0, query.indexOf('='))));
    }

    @Test
    void aLargerLimitThanTheLargestIsTheLargest() {
        Api.list(Map.of("limit", 5000)).statusCode(200);
    }

    @Test
    @Tag("R18")
    void findsByIdByPrefixAndByHashInAnyCase() {
        var project = Api.newProject();
        var id = Api.registered(project, "odin3");
        var hash = id.substring(id.length() - 6);

        for (var reference : List.of(id, id.toUpperCase(Locale.ROOT), id + "@odin3", hash, project, project + "-ps-")) {
            Api.get(reference).statusCode(200).body("instance_id", equalTo(id));
        }
    }

    @Test
    @Tag("R18")
    void severalMatchesAreNamedUpToTen() {
        var project = Api.newProject();
        for (int i = 0; i < 11; i++) {
            Api.registered(project);
        }

        Api.get(project)
                .statusCode(300)
                .body("matches", hasSize(10))
                .body("matches.instance_id", everyItem(startsWith(project)))
                .body("message", containsString("More than 10"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"%", "_", "p-%", "p_", "PS", "no-such-thing"})
    @Tag("R18")
    void takesEveryCharacterLiterally(String reference) {
        Api.registered(Api.newProject());

        Api.get(reference).statusCode(404).body("code", equalTo("instance_not_found"));
    }

    @Test
    @Tag("R18")
    void refusesAnEmptyOrUnprintableReference() {
        Api.get(" ").statusCode(400).body("code", equalTo("validation_failed"));
        Api.get("odin\u0000").statusCode(400).body("code", equalTo("validation_failed"));
    }

    @Test
    @Tag("R20")
    void summarisesEachMachine() throws Exception {
        var machine = Api.newProject();
        var one = Api.newProject();
        var two = Api.newProject();
        var stale = Api.registered(one, machine);
        var closed = Api.registered(one, machine);
        Api.registered(two, machine);
        Api.close(closed, Map.of()).statusCode(200);
        Rows.silence(stale, Duration.ofSeconds(121));
        Told.awaitChange(stale, "stale");

        var summary = "machines.find { it.machine == '" + machine + "' }.";
        Api.asAdmin()
                .get("/api/v1/instances/by-machine")
                .then()
                .statusCode(200)
                .body(summary + "total", equalTo(3))
                .body(summary + "active", equalTo(1))
                .body(summary + "stale", equalTo(1))
                .body(summary + "closed", equalTo(1))
                .body(summary + "last_activity", notNullValue())
                .body(summary + "projects", hasItems(one, two));
    }

    @Test
    void nothingOutsideTheCallersProjectsIsSeenOrCounted() {
        var mine = Api.newProject();
        var theirs = Api.newProject();
        var id = Api.registered(theirs, "odin3");
        var token = TestTokens.viewer(mine);

        Api.as(token).get("/api/v1/instances").then().body("total_count", equalTo(0));
        Api.as(token).get("/api/v1/instances/{id}", id).then().statusCode(404);
        Api.as(token).get("/api/v1/instances/{id}", theirs).then().statusCode(404);
        Api.as(token).get("/api/v1/instances/{id}/footer", id).then().statusCode(404);
        Api.as(token)
                .get("/api/v1/instances/by-machine")
                .then()
                .body("machines.projects.flatten()", not(hasItem(theirs)));
    }
}
