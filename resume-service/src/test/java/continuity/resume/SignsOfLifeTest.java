package continuity.resume;

import static continuity.resume.fold.Records.at;
import static org.assertj.core.api.Assertions.assertThat;

import continuity.contracts.HeartbeatAccepted;
import continuity.kit.sql.Database;
import continuity.resume.fold.Evidence;
import continuity.resume.fold.Records;
import continuity.testkit.Backbone;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Heartbeats, which come often, are stored beside the state, which is large. */
@QuarkusTest
@QuarkusTestResource(Backbone.class)
@Tag("R55")
class SignsOfLifeTest {

    private final String id = Fleet.newId("shop");

    @Inject
    ContextProjection projection;

    @Inject
    Database database;

    private record Stored(long version, @Nullable Instant lastHeartbeat) {}

    @Test
    void aHeartbeatChangesNothingButTheTimeOfIt() {
        projection.absorb(List.of(prompt(1)));

        projection.absorb(List.of(beat(5)));
        projection.absorb(List.of(beat(9), beat(7)));
        projection.absorb(List.of(beat(3)));

        assertThat(stored()).isEqualTo(new Stored(1, at(9)));
    }

    @Test
    void whatIsWrittenAfterAHeartbeatDoesNotTakeItBack() {
        projection.absorb(List.of(prompt(1)));
        projection.absorb(List.of(beat(9)));

        projection.absorb(List.of(prompt(2)));

        assertThat(stored()).isEqualTo(new Stored(2, at(9)));
    }

    @Test
    void aHeartbeatAmongOtherRecordsIsWrittenWithThem() {
        projection.absorb(List.of(prompt(1), beat(9), prompt(2)));

        assertThat(stored()).isEqualTo(new Stored(1, at(9)));
    }

    @Test
    void aHeartbeatMayBeTheFirstThatIsHeard() {
        projection.absorb(List.of(beat(9)));

        assertThat(stored()).isEqualTo(new Stored(1, at(9)));
    }

    @Test
    void nobodyComesBackByAHeartbeat() {
        projection.absorb(List.of(prompt(1)));
        projection.absorb(List.of(Reading.ofPurge(id, "shop")));

        projection.absorb(List.of(beat(9)));

        assertThat(rows()).isEmpty();
    }

    private Stored stored() {
        return rows().getFirst();
    }

    private List<Stored> rows() {
        return database.query(
                "SELECT version, last_heartbeat FROM resume.instance_context WHERE instance_id = ?",
                row -> new Stored(row.getLong("version"), Database.instant(row, "last_heartbeat")),
                id);
    }

    private Reading beat(int second) {
        return Reading.of(new HeartbeatAccepted(id, "shop", 1, at(second), 42, "statusline", "epic-003"));
    }

    private Reading prompt(long sequence) {
        var event = Records.event(sequence, "user_message", Map.of("text", "prompt " + sequence));
        return new Reading(id, "shop", Evidence.of(event));
    }
}
