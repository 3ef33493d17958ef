package continuity.resume.fold;

import static org.assertj.core.api.Assertions.assertThat;

import continuity.contracts.WorkState;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A work state that becomes evidence again. */
@Tag("R55")
class FrozenStateTest {

    private static final Evidence WORK = Evidence.joined(List.of(
            Evidence.of(Records.event(1, "user_message", Map.of("text", "round the cents"))),
            Evidence.of(Records.write(2, "/home/dev/shop/cart.js", "create")),
            Evidence.of(Records.edit(3, "/home/dev/shop/tax.js")),
            Evidence.of(Records.bash(4, "npm test", false)),
            Evidence.of(Records.event(
                    5,
                    "test_failed",
                    Map.of("test_type", "node", "failed_count", 1, "passed_count", 4, "failing", List.of("rounds")))),
            Evidence.of(Records.event(6, "commit_created", Map.of("commit_hash", "abc1234", "message", "Cents"))),
            Evidence.of(Records.event(7, "epic_started", Map.of("epic_id", "epic-003", "feature_name", "Cents"))),
            Evidence.of(Records.command(
                    8,
                    Records.at(8),
                    "TodoWrite",
                    Map.of(
                            "todos",
                            List.of(
                                    Map.of("content", "write docs", "status", "pending"),
                                    Map.of("content", "round", "status", "completed"))),
                    Map.of(),
                    true)),
            Evidence.of(Records.event(9, "spawn_decision", Map.of("agent_id", "a1", "subagent_type", "reviewer"))),
            Evidence.of(Records.event(10, "pr_created", Map.of("pr_number", 12, "title", "Cents")))));

    private static WorkState state(Evidence evidence) {
        return evidence.workState(Records.ID, Records.at(100));
    }

    private static Evidence frozen() {
        return Evidence.of(state(WORK), "checkpoint 1", Records.SESSION);
    }

    @Test
    void whatACheckpointFrozeIsKnownAgainWithItsSources() {
        var before = state(WORK);
        var after = state(frozen());

        assertThat(after)
                .usingRecursiveComparison()
                .ignoringFields("files", "environment", "git", "currentEpic.startedAt")
                .isEqualTo(before);
        assertThat(after.files())
                .usingRecursiveFieldByFieldElementComparatorIgnoringFields("edits")
                .containsExactlyElementsOf(before.files());
        assertThat(after.git().recentCommits()).isEqualTo(before.git().recentCommits());
        assertThat(after.environment().workingDirectory()).isEqualTo("/home/dev/shop");
    }

    @Test
    void recordsAfterTheCheckpointWin() {
        var later = frozen().join(Evidence.of(Records.event(11, "user_message", Map.of("text", "and the euros"))))
                .join(Evidence.of(Records.bash(12, "npm test", true)))
                .join(Evidence.of(Records.event(13, "subagent_stopped", Map.of("agent_id", "a1"))));
        var state = state(later);

        assertThat(String.valueOf(state.goal().latestPrompt())).contains("and the euros");
        assertThat(state.openErrors()).isEmpty();
        assertThat(state.subagents()).noneMatch(WorkState.Subagent::open);
        assertThat(state.lastEventSequence()).isEqualTo(13);
    }

    @Test
    void aStateOfAnotherMakeTellsWhatItHas() {
        assertThat(Evidence.NONE
                        .join(Evidence.of(state(Evidence.NONE), "checkpoint 1", null))
                        .session()
                        .events()
                        .last())
                .isZero();
    }
}
