package continuity.resume;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import continuity.contracts.EventAppended;
import continuity.contracts.Topics;
import continuity.kit.problem.Unavailable;
import continuity.kit.sql.Database;
import continuity.resume.fold.Evidence;
import continuity.resume.fold.Records;
import continuity.testkit.Backbone;
import continuity.testkit.KafkaProbe;
import continuity.testkit.TestTokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** From the topics to the stored context. */
@QuarkusTest
@QuarkusTestResource(value = Backbone.class, initArgs = @ResourceArg(name = "schema", value = "resume"))
@QuarkusTestResource(RegistryStandIn.class)
class ContextTest {

    @Inject
    Fleet fleet;

    @Inject
    ContextStore store;

    @Inject
    ContextProjection projection;

    @Inject
    Database database;

    private static Reading prompt(String id, long sequence) {
        var event = Records.event(sequence, "user_message", Map.of("text", "prompt " + sequence));
        return new Reading(id, "shop", Evidence.of(event));
    }

    private Context stored(String id) {
        return store.load(List.of(id)).getFirst();
    }

    @Test
    @Tag("R55")
    void recordsOfAllTopicsInAnyOrderAndTwiceBecomeOneState() {
        var id = Fleet.newId("shop");
        var records = new ArrayList<Object>(RecordedRun.records("01-normal-headless"));
        records.addAll(RecordedRun.records("01-normal-headless"));
        Collections.shuffle(records, new Random(1));
        var events =
                (int) records.stream().filter(EventAppended.class::isInstance).count() / 2;

        fleet.records(id, records);
        fleet.instance(id, 3, Map.of());

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> given().auth()
                        .oauth2(TestTokens.viewer("shop"))
                        .get("/api/v1/instances/{id}/context", id)
                        .then()
                        .statusCode(200)
                        .body("instance_id", equalTo(id))
                        .body("tests.passed", equalTo(2))
                        .body("tests.failed", equalTo(0))
                        .body("git.recent_commits[0].hash", equalTo("3f2db88"))
                        .body("files.size()", equalTo(7))
                        .body("open_errors.size()", equalTo(2))
                        .body("last_event_sequence", equalTo(events))
                        .body("environment.host_machine", equalTo("laptop")));
    }

    @Test
    void aRecordThatNobodyCanReadHoldsUpNoOther() {
        var id = Fleet.newId("shop");
        var probe = new KafkaProbe(Backbone.bootstrapServers());
        probe.send(Topics.EVENTS, id, "no json".getBytes(StandardCharsets.UTF_8), Map.of());
        fleet.records(id, List.of(Records.event(1, "user_message", Map.of("text", "after the poison"))));

        await().atMost(Duration.ofSeconds(20))
                .until(() -> !store.load(List.of(id)).isEmpty());
        assertThat(probe.read(Topics.deadLetters(Topics.EVENTS)))
                .anySatisfy(letter -> assertThat(letter.key()).isEqualTo(id));
    }

    @Test
    @Tag("R55")
    void aBusyContextIsWrittenOnceASecondAndTellsTheNewestAllTheSame() {
        var id = Fleet.newId("shop");
        fleet.instance(id, 1, Map.of());
        await().atMost(Duration.ofSeconds(20))
                .until(() -> !store.load(List.of(id)).isEmpty());
        var before = stored(id).version();
        var begin = System.nanoTime();

        for (var sequence = 1; sequence <= 20; sequence++) {
            fleet.records(id, List.of(Records.event(sequence, "user_message", Map.of("text", "prompt " + sequence))));
            awaitLastEvent(id, sequence);
        }

        var seconds = Duration.ofNanos(System.nanoTime() - begin).toSeconds();
        assertThat(stored(id).version() - before).isLessThanOrEqualTo(seconds + 1);
        await().atMost(Duration.ofSeconds(5))
                .until(() -> stored(id).evidence().session().events().last() == 20);
    }

    private static void awaitLastEvent(String id, int sequence) {
        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(10))
                .untilAsserted(() -> given().auth()
                        .oauth2(TestTokens.viewer("shop"))
                        .get("/api/v1/instances/{id}/context", id)
                        .then()
                        .statusCode(200)
                        .body("last_event_sequence", equalTo(sequence)));
    }

    @Test
    void aWriterThatReadAnOlderVersionLoses() {
        var id = Fleet.newId("shop");
        projection.absorb(List.of(prompt(id, 1)));
        var zombies = stored(id);
        projection.absorb(List.of(prompt(id, 2)));

        assertThat(store.update(zombies.joined(prompt(id, 3).evidence()))).isFalse();
        assertThat(stored(id).evidence().session().events().last()).isEqualTo(2);
    }

    @Test
    @Tag("R92")
    void whatAnotherReplicaHasWrittenSinceIsReadBeforeItIsWrittenAgain() {
        var id = Fleet.newId("shop");
        projection.absorb(List.of(prompt(id, 1)));
        assertThat(store.update(stored(id).joined(prompt(id, 2).evidence()))).isTrue();

        projection.absorb(List.of(prompt(id, 3)));
        projection.absorb(List.of(prompt(id, 4)));

        assertThat(stored(id).evidence().session().events().complete()).isTrue();
        assertThat(stored(id).evidence().session().events().last()).isEqualTo(4);
        assertThat(stored(id).version()).isEqualTo(4);
    }

    @Test
    @Tag("R92")
    void writersThatMeetLoseNothing() throws Exception {
        var id = Fleet.newId("shop");
        try (var threads = Executors.newFixedThreadPool(4)) {
            var writes = LongStream.rangeClosed(1, 60)
                    .<Future<?>>mapToObj(
                            sequence -> threads.submit(() -> projection.absorb(List.of(prompt(id, sequence)))))
                    .toList();
            for (var write : writes) {
                write.get();
            }
        }

        assertThat(stored(id).evidence().session().events().complete()).isTrue();
        assertThat(stored(id).evidence().session().events().last()).isEqualTo(60);
    }

    @Test
    void whatIsKnownAlreadyIsNotWrittenAgain() {
        var id = Fleet.newId("shop");
        projection.absorb(List.of(prompt(id, 1), prompt(id, 2)));
        var before = stored(id);

        projection.absorb(List.of(prompt(id, 2), prompt(id, 1)));

        assertThat(stored(id)).isEqualTo(before);
    }

    @Test
    void theStateOfANewerReleaseIsNotWrittenOver() {
        var id = Fleet.newId("shop");
        projection.absorb(List.of(prompt(id, 1)));
        database.update("UPDATE resume.instance_context SET fold_version = 99 WHERE instance_id = ?", id);

        assertThatThrownBy(() -> projection.absorb(List.of(prompt(id, 2)))).isInstanceOf(Unavailable.class);
        assertThat(store.update(stored(id))).isFalse();
    }

    @Test
    @Tag("R54")
    void aSuccessorOfASuccessorInheritsTheWorkOfBoth() {
        var first = Fleet.newId("shop");
        var second = Fleet.newId("shop");
        var third = Fleet.newId("shop");
        fleet.records(first, List.of(Records.event(1, "user_message", Map.of("text", "begin"))));
        fleet.records(second, List.of(Records.write(7, "/home/dev/shop/a.js", "create")));
        fleet.instance(first, 1, Map.of("superseded_by", second));
        fleet.instance(second, 1, Map.of("resumed_from", first, "superseded_by", third));
        fleet.instance(third, 1, Map.of("resumed_from", second, "status", "active"));

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> given().auth()
                        .oauth2(TestTokens.viewer("shop"))
                        .get("/api/v1/instances/{id}/context", third)
                        .then()
                        .statusCode(200)
                        .body("goal.first_prompt.text", equalTo("begin"))
                        .body("goal.first_prompt.source", equalTo(first + " event 1"))
                        .body("files.path", hasItem("/home/dev/shop/a.js"))
                        .body("files[0].source", equalTo(second + " command " + Records.id(7))));
    }

    @Test
    void outsideTheCallersProjectsThereIsNothing() {
        var id = Fleet.newId("shop");
        projection.absorb(List.of(prompt(id, 1)));

        given().auth()
                .oauth2(TestTokens.viewer("odin"))
                .get("/api/v1/instances/{id}/context", id)
                .then()
                .statusCode(404)
                .body("code", equalTo("instance_not_found"));
        given().get("/api/v1/instances/{id}/context", id).then().statusCode(401);
    }

    @Test
    void peopleMayReadTheTableAndNotWriteIt() throws SQLException {
        try (var connection = DriverManager.getConnection(Backbone.jdbcUrl(), "supervisor", Backbone.password());
                var statement = connection.createStatement()) {
            assertThat(statement.execute("SELECT instance_id, status, state FROM instance_context"))
                    .isTrue();
            statement.execute("SET default_transaction_read_only = off");
            assertThatThrownBy(() -> statement.execute("DELETE FROM resume.instance_context"))
                    .hasMessageContaining("permission denied");
        }
    }
}
