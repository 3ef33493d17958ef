package continuity.resume;

import static continuity.resume.fold.Records.edit;
import static continuity.resume.fold.Records.event;
import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.lessThan;

import continuity.contracts.HeartbeatAccepted;
import continuity.contracts.Topics;
import continuity.testkit.Backbone;
import continuity.testkit.TestTokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Who works on a project beside a session that has just started. */
@QuarkusTest
@QuarkusTestResource(Backbone.class)
@QuarkusTestResource(RegistryStandIn.class)
@Tag("R109")
class ColleaguesTest {

    @Inject
    Fleet fleet;

    private final String project =
            "p-" + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());

    private String atWork(String status, String machine, String directory) {
        var id = Fleet.newId(project);
        fleet.instance(
                id,
                1,
                Map.of(
                        "status", status,
                        "host_machine", machine,
                        "working_directory", directory,
                        "last_heartbeat", Instant.now().toString()));
        return id;
    }

    private ValidatableResponse colleagues(Map<String, String> asker) {
        var query = new HashMap<>(asker);
        query.put("project", project);
        return given().auth()
                .oauth2(TestTokens.agent(project, "laptop"))
                .queryParams(query)
                .get("/api/v1/resume/colleagues")
                .then()
                .statusCode(200);
    }

    @Test
    void onlyLivingAgentsOfTheProjectCountAndTheSameDirectoryIsNoticed() {
        var here = atWork("active", "laptop", "/home/dev/shop");
        var elsewhere = atWork("active", "odin3", "/home/dev/shop");
        atWork("stale", "laptop", "/home/dev/shop");
        var own = atWork("active", "laptop", "/home/dev/shop");

        var asker = Map.of("instance_id", own, "host_machine", "laptop", "working_directory", "/home/dev/shop");
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> colleagues(asker)
                        .body("colleagues", hasSize(2))
                        .body(
                                "colleagues.find { it.instance_id == '%s' }.same_directory".formatted(here),
                                equalTo(true))
                        .body(
                                "colleagues.find { it.instance_id == '%s' }.same_directory".formatted(elsewhere),
                                equalTo(false)));
    }

    @Test
    void theSameFilesAndTheSameBranchAreNoticedOnAnyMachine() {
        var own = atWork("active", "laptop", "/home/dev/shop");
        var other = atWork("active", "odin3", "/srv/shop");
        var commit = Map.<String, Object>of("commit_hash", "3f2db88", "message", "cart", "branch", "feature/discount");
        fleet.records(
                own,
                List.of(
                        edit(1, "/home/dev/shop/src/cart.js"),
                        edit(2, "/home/dev/shop/README.md"),
                        event(1, "commit_created", commit)));
        fleet.records(other, List.of(edit(4, "/srv/shop/src/cart.js"), event(1, "commit_created", commit)));

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> colleagues(Map.of("instance_id", own))
                        .body("colleagues.instance_id", contains(other))
                        .body("colleagues[0].branch", equalTo("feature/discount"))
                        .body("colleagues[0].same_branch", equalTo(true))
                        .body("colleagues[0].common_files", contains("src/cart.js")));
    }

    @Test
    void aSessionThatHasJustBegunIsTakenToBeOnTheBranchOfItsDirectory() {
        var before = atWork("stale", "laptop", "/home/dev/shop");
        var other = atWork("active", "odin3", "/srv/shop");
        var cleared = atWork("active", "laptop", "/home/dev/shop");
        var commit = Map.<String, Object>of("commit_hash", "3f2db88", "message", "cart", "branch", "main");
        fleet.records(before, List.of(event(1, "commit_created", commit)));
        fleet.records(cleared, List.of(event(1, "commit_created", commit)));
        fleet.records(other, List.of(event(1, "commit_created", commit)));

        var asker = Map.of(
                "instance_id",
                project + "-PS-ffffff",
                "host_machine",
                "laptop",
                "working_directory",
                "/home/dev/shop",
                "previous_client_session_id",
                fleet.sessionOf(cleared));
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> colleagues(asker)
                        .body("colleagues.instance_id", contains(other))
                        .body("colleagues[0].same_branch", equalTo(true)));
    }

    @Test
    void theAgeOfAColleagueIsThatOfItsNewestHeartbeat() {
        var id = Fleet.newId(project);
        var asker = Map.of("instance_id", Fleet.newId(project));
        fleet.instance(id, 1, Map.of("status", "active", "last_heartbeat", "2026-11-20T09:00:00Z"));
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> colleagues(asker).body("colleagues[0].age_seconds", greaterThan(3600)));

        fleet.send(Topics.HEARTBEATS, id, new HeartbeatAccepted(id, project, 1, Instant.now(), 42, "statusline", null));

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> colleagues(asker).body("colleagues[0].age_seconds", lessThan(3600)));
    }

    @Test
    @Tag("R88")
    void nobodyIsShownToWhoDoesNotSeeTheProject() {
        atWork("active", "laptop", "/home/dev/shop");

        given().auth()
                .oauth2(TestTokens.agent("another", "laptop"))
                .get("/api/v1/resume/colleagues?project=" + project)
                .then()
                .statusCode(200)
                .body("colleagues", empty());
        given().auth()
                .oauth2(TestTokens.agent("another", "laptop"))
                .get("/api/v1/resume/colleagues")
                .then()
                .statusCode(400)
                .body("errors[0].field", equalTo("project"));
    }
}
