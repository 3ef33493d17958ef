package continuity.resume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import continuity.contracts.EventAppended;
import continuity.contracts.Instance;
import continuity.resume.fold.Records;
import continuity.testkit.Backbone;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Who else has worked where the resumed run did. */
@QuarkusTest
@QuarkusTestResource(value = Backbone.class, initArgs = @ResourceArg(name = "schema", value = "resume"))
@QuarkusTestResource(RegistryStandIn.class)
class OtherWorkTest extends ResumeTestCase {

    @Test
    @Tag("R103")
    void workOfAnotherInstanceInTheSameFilesSinceThenIsDrift() {
        var id = worked(List.of(Records.edit(100, "/home/dev/shop/src/a.js"), branch(1, 101)));
        var later = worked(List.of(Records.edit(200, "/home/dev/shop/src/a.js")));
        var sameBranch = worked(List.of(branch(1, 300)));
        worked(List.of(Records.edit(50, "/home/dev/shop/src/a.js")));
        worked(List.of(Records.edit(400, "/home/dev/shop/src/b.js")));

        resume(Map.of("hint", id))
                .statusCode(200)
                .body("drift.findAll { it.contains('worked since then') }", hasSize(2))
                .body(
                        "drift",
                        hasItem(allOf(
                                startsWith(later),
                                containsString("in the same files, src/a.js"),
                                endsWith("[" + later + " command " + Records.id(200) + "]."))))
                .body("drift", hasItem(allOf(startsWith(sameBranch), containsString("on the same branch, “cents”"))));
    }

    @Test
    @Tag("R98")
    @Tag("R103")
    void whoWorkedOnAfterItsWorkWasTakenOverIsNamed() {
        var obedient = worked(List.of(Records.edit(100, "/home/dev/shop/src/a.js"), lastWords(1, 250)));
        var stubborn = worked(
                List.of(Records.edit(100, "/home/dev/shop/src/a.js"), Records.edit(250, "/home/dev/shop/src/a.js")));

        resume(Map.of("hint", winnerOver(obedient)))
                .statusCode(200)
                .body("drift", everyItem(not(startsWith(obedient))));
        resume(Map.of("hint", winnerOver(stubborn)))
                .statusCode(200)
                .body("drift", hasItem(allOf(startsWith(stubborn), containsString("in the same files, src/a.js"))));
    }

    /** What git says when a session ends. */
    private static EventAppended lastWords(long sequence, long second) {
        return Records.git(sequence, Records.at(second), Map.of("hook", "SessionEnd"), "src/a.js");
    }

    /** Took its work over at second 150. */
    private String winnerOver(String loser) {
        var winner = worked(List.of(Records.edit(200, "/home/dev/shop/src/a.js")));
        var takenOver = Map.of(
                "status",
                "closed",
                "closed_reason",
                "superseded",
                "superseded_by",
                winner,
                "closed_at",
                Records.at(150).toString());
        fleet.instance(loser, 2, takenOver);
        fleet.instance(winner, 2, Map.of("resumed_from", loser));
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            assertThat(registered(loser).supersededBy()).isEqualTo(winner);
            assertThat(registered(winner).resumedFrom()).isEqualTo(loser);
        });
        return winner;
    }

    private Instance registered(String id) {
        return Objects.requireNonNull(store.load(List.of(id)).getFirst().instance());
    }

    private static EventAppended branch(long sequence, long second) {
        return Records.event(
                sequence,
                Records.at(second),
                "commit_created",
                Map.of("commit_hash", "abc%04x".formatted(second), "message", "x", "branch", "cents"));
    }
}
