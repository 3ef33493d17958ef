package continuity.missioncontrol.claudecode;

import static org.assertj.core.api.Assertions.assertThat;

import continuity.contracts.Uuid7;
import continuity.kit.security.Caller;
import continuity.missioncontrol.delivery.Delivery;
import continuity.missioncontrol.delivery.Links;
import continuity.missioncontrol.delivery.Links.Previous;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ClearedSessionsTest {

    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final Caller CALLER = new Caller("agent@laptop", Set.of("agent"), Set.of("shop"), "laptop");

    private final ClearedSessions cleared = new ClearedSessions();
    private final List<Delivery> journal = new ArrayList<>();

    private static Delivery hook(
            double second, String session, String event, String directory, Map<String, Object> body) {
        var at = NOON.plusMillis((long) (second * 1_000));
        return new Delivery(
                Uuid7.at(at),
                at,
                ClaudeCodeTranslation.CLIENT,
                session,
                event,
                "laptop",
                directory,
                null,
                null,
                CALLER,
                Links.NONE,
                body);
    }

    private @Nullable Previous take(Delivery hook) {
        var linked = cleared.take(hook);
        journal.add(linked);
        return linked.links().previous();
    }

    private void end(double second, String session, String reason) {
        take(hook(second, session, "SessionEnd", "/home/dev/shop", Map.of("reason", reason)));
    }

    private @Nullable Previous start(double second, String session) {
        return take(hook(second, session, "SessionStart", "/home/dev/shop", Map.of("source", "clear")));
    }

    @Test
    void recordedTheNewSessionNamesTheOldOne() {
        var capture = Capture.ofRecording("02-normal-interactive-compact-clear");

        var starts = capture.hooks().stream()
                .filter(hook -> hook.event().equals("SessionStart"))
                .toList();
        var begun = starts.getFirst();
        var afterClear = starts.stream()
                .filter(hook -> "clear".equals(hook.body().get("source")))
                .toList();

        assertThat(begun.links().previous()).isNull();
        assertThat(afterClear).singleElement().satisfies(start -> {
            assertThat(start.sessionId()).isNotEqualTo(begun.sessionId());
            assertThat(start.links().previous()).isEqualTo(new Previous(begun.sessionId(), "high"));
        });
    }

    @Test
    void severalClearedAtOnceAreLinkedFromTheLatestOnAndOnlyOnceEach() {
        end(0, "a", "clear");
        end(1, "b", "clear");

        assertThat(start(2, "c")).isEqualTo(new Previous("b", "low"));
        assertThat(start(3, "d")).isEqualTo(new Previous("a", "low"));
        assertThat(start(4, "e")).isNull();
        assertThat(start(5, "c")).as("delivered again").isEqualTo(new Previous("b", "low"));
    }

    @Test
    void onlyAClearOfTheLastTenSecondsInTheSamePlaceCounts() {
        end(0, "a", "clear");

        assertThat(start(10, "late")).isNull();
        assertThat(take(hook(1, "elsewhere", "SessionStart", "/home/dev/other", Map.of("source", "clear"))))
                .isNull();
        assertThat(take(hook(1, "fresh", "SessionStart", "/home/dev/shop", Map.of("source", "startup"))))
                .isNull();
        assertThat(start(9.9, "b")).isEqualTo(new Previous("a", "high"));
    }

    @Test
    void anotherEndIsNoClear() {
        end(0, "a", "prompt_input_exit");

        assertThat(start(1, "b")).isNull();
    }

    @Test
    void whatTheJournalHoldsIsEnoughToGoOn() {
        end(0, "a", "clear");
        end(1, "b", "clear");
        start(2, "c");

        var restarted = new ClearedSessions();
        journal.forEach(restarted::follow);
        var next = hook(3, "d", "SessionStart", "/home/dev/shop", Map.of("source", "clear"));

        assertThat(restarted.take(next).links().previous()).isEqualTo(new Previous("a", "low"));
    }

    @Test
    void memoryStaysBounded() {
        for (int i = 0; i < ClearedSessions.MAX_PLACES + 1; i++) {
            take(hook(0, "s" + i, "SessionEnd", "/home/dev/" + i, Map.of("reason", "clear")));
        }

        assertThat(take(hook(1, "x", "SessionStart", "/home/dev/0", Map.of("source", "clear"))))
                .isNull();
        assertThat(take(hook(1, "y", "SessionStart", "/home/dev/1", Map.of("source", "clear"))))
                .isEqualTo(new Previous("s1", "high"));
    }
}
