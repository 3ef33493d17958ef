package continuity.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class Uuid7Test {

    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00.123Z");

    @Test
    void tellsItsTimeInMilliseconds() {
        assertThat(Uuid7.timeOf(Uuid7.at(NOW.plusNanos(456_789)))).isEqualTo(NOW);
        assertThat(Uuid7.timeOf(Uuid7.derive(NOW, "x"))).isEqualTo(NOW);
        assertThat(Uuid7.isVersion7(Uuid7.at(NOW))).isTrue();
        assertThat(Uuid7.isVersion7(Uuid7.derive(NOW, "x"))).isTrue();
        assertThat(Uuid7.isVersion7(UUID.randomUUID())).isFalse();
    }

    @Test
    void laterIdsAreGreaterAsTextAndInJava() {
        for (int i = 0; i < 1000; i++) {
            var earlier = Uuid7.at(NOW.plusMillis(i));
            var later = Uuid7.at(NOW.plusMillis(i + 1));

            assertThat(earlier).isLessThan(later);
            assertThat(earlier.toString()).isLessThan(later.toString());
        }
    }

    @Test
    void idsOfOneInstantDiffer() {
        assertThat(IntStream.range(0, 10_000).mapToObj(i -> Uuid7.at(NOW)).distinct())
                .hasSize(10_000);
    }

    @Test
    @Tag("R33")
    void theSameOriginAndPartsGiveTheSameId() {
        var origin = Uuid7.at(NOW);

        assertThat(Uuid7.derive(origin, "commit", "1")).isEqualTo(Uuid7.derive(origin, "commit", "1"));
        assertThat(Uuid7.timeOf(Uuid7.derive(origin, "commit"))).isEqualTo(NOW);
        assertThat(derivations(origin)).doesNotHaveDuplicates();
    }

    private static UUID[] derivations(UUID origin) {
        return new UUID[] {
            origin,
            Uuid7.derive(origin, "commit"),
            Uuid7.derive(origin, "commit", "1"),
            Uuid7.derive(origin, "commit", "2"),
            Uuid7.derive(Uuid7.at(NOW), "commit"),
            Uuid7.derive(NOW, "commit"),
            Uuid7.derive(NOW.plusMillis(1), "commit")
        };
    }

    @Test
    void eightDaysBackAndFiveMinutesAheadAreWithinReach() {
        assertThat(isWithinReach(Duration.ZERO)).isTrue();
        assertThat(isWithinReach(Duration.ofDays(-8))).isTrue();
        assertThat(isWithinReach(Duration.ofDays(-8).minusMillis(1))).isFalse();
        assertThat(isWithinReach(Duration.ofMinutes(5))).isTrue();
        assertThat(isWithinReach(Duration.ofMinutes(5).plusMillis(1))).isFalse();
        assertThat(Uuid7.isWithinReach(UUID.randomUUID(), NOW)).isFalse();
    }

    private static boolean isWithinReach(Duration ahead) {
        return Uuid7.isWithinReach(Uuid7.at(NOW.plus(ahead)), NOW);
    }
}
