package continuity.resume;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import continuity.resume.fold.Records;
import continuity.testkit.Backbone;
import continuity.testkit.TestTokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is resumed, and what is refused. */
@QuarkusTest
@QuarkusTestResource(value = Backbone.class, initArgs = @ResourceArg(name = "schema", value = "resume"))
@QuarkusTestResource(RegistryStandIn.class)
class ResumeTest extends ResumeTestCase {

    @Test
    @Tag("R54")
    @Tag("R55")
    void aKilledSessionIsBroughtBackOnAnotherMachine() {
        var id = Fleet.newId(project);
        fleet.records(id, RecordedRun.records("03-killed-mid-tool"));
        var row = Map.<String, Object>of(
                "last_heartbeat", Instant.now().minusSeconds(300).toString());
        fleet.instance(id, 2, row);
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            var context = store.load(List.of(id)).getFirst();
            assertThat(context.instance()).isNotNull();
            assertThat(context.evidence().session().events().last()).isEqualTo(5);
            assertThat(context.evidence().toolCalls().last().items()).hasSize(2);
        });

        resume(Map.of("hint", "  " + id.substring(id.length() - 6).toUpperCase(Locale.ROOT), "host_machine", "desktop"))
                .statusCode(200)
                .body("outcome", equalTo("resumed"))
                .body("rule", equalTo("short_id"))
                .body("resumed_from", equalTo(id))
                .body("instance_id", not(equalTo(id)))
                .body("summary.goal", equalTo("Run the slow migration for the discount column."))
                .body("summary.files.path", equalTo(List.of("src/cart.js", "migrations/001_discounts.sql")))
                .body("summary.running_tool.target", equalTo("echo migrating; sleep 45; echo migrated"))
                .body("summary.host_machine", equalTo("laptop"))
                .body("next_steps.size()", lessThanOrEqualTo(5))
                .body("next_steps[0]", containsString("still running"))
                .body("drift", hasItem(containsString("this is desktop")))
                .body("confidence.level", matchesPattern("high|moderate|low|very-low"))
                .body("evidence.source", hasItem("event 5"))
                .body("context_markdown", containsString("# Resuming " + id))
                .body("handoff_file_name", matchesPattern("\\d{4}-\\d\\d-\\d\\d-\\d{4}-no-epic-resume.md"));
    }

    @Test
    @Tag("R53")
    void theLoserOfTwoIsToldByTheRegistryAndTheSameCallerGetsTheSameAnswer() {
        var id = interrupted(Map.of());
        var first = resume(Map.of("hint", id)).statusCode(200).extract().path("instance_id");

        resume(Map.of("hint", id)).statusCode(200).body("instance_id", equalTo(first));
        resume(Map.of("hint", id, "client_session_id", "another"))
                .statusCode(409)
                .contentType("application/problem+json")
                .body("code", equalTo("already_claimed"));
    }

    @Test
    @Tag("R51")
    void aLivingSessionIsRefusedWithItsTrueAgeUnlessAnOperatorForcesIt() {
        var id = interrupted(Map.of(
                "status",
                "active",
                "last_heartbeat",
                Instant.now().minusSeconds(70).toString(),
                "age_seconds",
                40)); // the registry has heard of it since

        resume(Map.of("hint", id, "force", true))
                .statusCode(409)
                .body("code", equalTo("instance_active"))
                .body("age_seconds", equalTo("40"));
        resume(Map.of("hint", id, "force", true), TestTokens.operator(project))
                .statusCode(200)
                .body("drift", hasItem(containsString("may still be running")));
    }

    @Test
    @Tag("R97")
    @Tag("R51")
    void aQuietSessionIsResumedByItsIdOnlyAndWithAWarning() {
        var id = interrupted(Map.of("status", "active", "age_seconds", 420, "quiet", true));

        resume(Map.of("hint", project))
                .statusCode(409)
                .body("code", equalTo("instance_active"))
                .body("detail", allOf(containsString("name it"), endsWith("./continuity resume " + id)));
        given().auth()
                .oauth2(agent)
                .get("/api/v1/resume/candidates?hint=" + project)
                .then()
                .body("matches", empty());
        resume(Map.of("hint", id.substring(id.length() - 6)))
                .statusCode(200)
                .body("drift", hasItem(containsString("may still be running")))
                .body("context_markdown", containsString("*may still be at work*"));
    }

    @Test
    @Tag("R51")
    void theOnlyLivingSessionOfTheProjectIsNamedToWhoeverAsksForTheLatest() {
        var id = interrupted(Map.of("status", "active", "age_seconds", 40));
        var latest = Map.<String, Object>of("project", project, "force", true);

        resume(latest, TestTokens.operator(project))
                .statusCode(409)
                .body("code", equalTo("instance_active"))
                .body("detail", startsWith(id + " is active: its last sign of life is 40 s old"));

        var other = interrupted(Map.of("status", "active"));

        resume(latest, TestTokens.operator(project))
                .statusCode(404)
                .body("detail", allOf(containsString("(still active: "), containsString(id), containsString(other)));
    }

    @Test
    @Tag("R51")
    void aSessionThatTheRegistryCallsStaleIsResumedThoughNoMessageSaysSoYet() {
        var id = interrupted(Map.of("status", "active"));
        fleet.knownToRegistry(id, Map.of("status", "stale"));

        resume(Map.of("hint", project)).statusCode(200).body("resumed_from", equalTo(id));
    }

    @Test
    @Tag("R51")
    void aSessionThatWokeUpIsNotTakenThoughNoMessageSaysSoYet() {
        var id = interrupted(Map.of());
        fleet.knownToRegistry(id, Map.of("status", "active", "age_seconds", 5));

        for (var hint : List.of(id, project)) {
            resume(Map.of("hint", hint))
                    .statusCode(409)
                    .body("code", equalTo("instance_active"))
                    .body("age_seconds", equalTo("5"));
        }
    }

    @Test
    @Tag("R51")
    void howASessionEndedIsToldByTheRegistryThoughNoMessageSaysSoYet() {
        var id = interrupted(Map.of("status", "active"));
        fleet.knownToRegistry(id, Map.of("status", "closed", "closed_reason", "logout"));

        resume(Map.of("hint", id))
                .statusCode(200)
                .body("context_markdown", containsString("*finished*"))
                .body("context_markdown", not(containsString("may still be")));
    }

    @Test
    @Tag("R53")
    void whatHasEndedIsClaimedInTheRevisionThatWasSeenWithoutAskingForItsRow() {
        var id = interrupted(Map.of());
        fleet.knownToRegistry(id, Map.of("revision", 1, "status", "active")); // a row would be refused

        resume(Map.of("hint", id)).statusCode(200).body("resumed_from", equalTo(id));
    }

    @Test
    @Tag("R53")
    void whoeverTheRegistryKnowsToHaveTakenItIsNamedThoughNoMessageSaysSoYet() {
        var id = interrupted(Map.of());
        var successor = Fleet.newId(project);
        fleet.knownToRegistry(id, Map.of("status", "closed", "superseded_by", successor));

        resume(Map.of("hint", id))
                .statusCode(409)
                .body("code", equalTo("instance_superseded"))
                .body("superseded_by", equalTo(successor));
    }

    @Test
    @Tag("R49")
    void anIdAtAnotherMachineMeansNothing() {
        var id = interrupted(Map.of());

        resume(Map.of("hint", id + "@elsewhere")).statusCode(404).body("code", equalTo("instance_not_found"));
        resume(Map.of("hint", id + "@laptop")).statusCode(200).body("rule", equalTo("id_at_machine"));
    }

    @Test
    @Tag("R104")
    void whatWasTypedComesBackShortAndWithoutWhatSteersTerminals() {
        resume(Map.of("hint", "\u001b[2Jnobody\u202e" + "a".repeat(150)))
                .statusCode(404)
                .body("detail", containsString("nobody"))
                .body("detail", not(containsString("\u001b")))
                .body("detail", not(containsString("\u202e")))
                .body("detail.length()", lessThan(200));
    }

    @Test
    @Tag("R96")
    void textThatNoDatabaseCanHoldIsRefusedByItsField() {
        for (var field : List.of("hint", "project", "client_session_id")) {
            resume(Map.of(field, "a\u0000b"))
                    .statusCode(400)
                    .body("code", equalTo("validation_failed"))
                    .body("errors.field", equalTo(List.of(field)));
        }
        given().auth()
                .oauth2(agent)
                .urlEncodingEnabled(false)
                .get("/api/v1/resume/colleagues?project=odin&instance_id=%00")
                .then()
                .statusCode(400)
                .body("errors.field", equalTo(List.of("instance_id")));
    }

    @Test
    @Tag("R51")
    void aSessionThatWasResumedNamesItsSuccessor() {
        var id = interrupted(Map.of("superseded_by", "odin-PS-123456"));

        resume(Map.of("hint", id))
                .statusCode(409)
                .body("code", equalTo("instance_superseded"))
                .body("superseded_by", equalTo("odin-PS-123456"));
    }

    @Test
    @Tag("R51")
    void aFinishedRunIsFoundOnlyByItsIdOrOnRequest() {
        var id = interrupted(Map.of("status", "closed", "closed_reason", "logout"));

        resume(Map.of("hint", project)).statusCode(404).body("code", equalTo("instance_not_found"));
        given().auth()
                .oauth2(agent)
                .get("/api/v1/resume/candidates?include_closed=true&hint=" + project)
                .then()
                .statusCode(200)
                .body("matches.instance_id", equalTo(List.of(id)));
        resume(Map.of("hint", id))
                .statusCode(200)
                .body("summary.finished", equalTo(true))
                .body("context_markdown", containsString("*finished*"));
    }

    @Test
    @Tag("R51")
    void aConnectionThatDroppedIsAnInterruption() {
        var id = interrupted(Map.of(
                "status", "closed", "closed_reason", "other", "context_percent", 42, "context_source", "statusline"));

        resume(Map.of()).statusCode(200).body("rule", equalTo("latest")).body("resumed_from", equalTo(id));
    }

    @Test
    @Tag("R51")
    void aSessionThatEndsWhileItResumesIsInterruptedUntilItsTurnEnds() {
        var resumed = Records.event(2, "instance_resumed", Map.of("resumed_from", "odin-PS-123456"));
        var id = worked(List.of(Records.event(1, "turn_ended", Map.of()), resumed));
        fleet.instance(id, 2, Map.of("status", "closed", "closed_reason", "other"));

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> candidates("hint=" + project).body("matches.instance_id", equalTo(List.of(id))));

        fleet.records(id, List.of(Records.event(3, "turn_ended", Map.of())));
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> candidates("hint=" + project).body("matches.size()", equalTo(0)));
    }

    @Test
    void aRequestThatSaysNothingClaimsNothing() {
        interrupted(Map.of());

        given().auth()
                .oauth2(agent)
                .contentType("application/json")
                .post("/api/v1/resume")
                .then()
                .statusCode(400)
                .body("code", equalTo("validation_failed"))
                .body("errors[0].field", equalTo("body"));
        resumeInTerminal(Map.of(), agent).statusCode(200).body("rule", equalTo("latest"));
    }

    @Test
    void nobodyResumesItself() {
        var id = interrupted(Map.of("client_session_id", session));

        resume(Map.of("hint", "latest")).statusCode(404);
        resume(Map.of("hint", id)).statusCode(409).body("code", equalTo("instance_is_caller"));
    }

    @Test
    @Tag("R55")
    @Tag("R60")
    void anInstanceOfWhichNoRecordHasArrivedIsResumedFromItsRegistryRow() {
        var id = Fleet.newId(project);
        fleet.knownToRegistry(id, Map.of());

        resume(Map.of("hint", id))
                .statusCode(200)
                .body("confidence.level", equalTo("very-low"))
                .body("confidence.warning", containsString("Verify"))
                .body("next_steps", hasSize(4))
                .body("context_markdown", containsString("registry row only"));
    }

    @Test
    void anUnknownIdIsNotFound() {
        resume(Map.of("hint", Fleet.newId(project))).statusCode(404).body("code", equalTo("instance_not_found"));
    }

    @Test
    void aViewerMayLookButNotResume() {
        var id = interrupted(Map.of());

        resume(Map.of("hint", id), TestTokens.viewer(project)).statusCode(403);
    }
}
