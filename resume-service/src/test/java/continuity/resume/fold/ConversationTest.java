package continuity.resume.fold;

import static continuity.resume.fold.Records.at;
import static continuity.resume.fold.Records.event;
import static continuity.resume.fold.Records.state;
import static org.assertj.core.api.Assertions.assertThat;

import continuity.contracts.WorkState;
import java.util.ArrayList;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the user wanted, and what the agent said. */
class ConversationTest {

    @Test
    void aPromptThatAsksForAResumeIsNoGoal() {
        var state = state(
                Evidence.of(event(1, "user_message", Map.of("text", "  Resume 8f4a2b "))),
                Evidence.of(event(2, "user_message", Map.of("text", "resume the work on discounts"))));

        assertThat(state.goal().firstPrompt())
                .isEqualTo(new WorkState.Said("resume the work on discounts", at(2), "event 2"));
    }

    @Test
    void theRequestStaysHoweverOftenTheUserSaysYes() {
        var prompts = new ArrayList<Evidence>();
        prompts.add(Evidence.of(event(1, "user_message", Map.of("text", "hello"))));
        prompts.add(Evidence.of(event(2, "user_message", Map.of("text", "round discounts half up"))));
        for (int i = 3; i < 20; i++) {
            prompts.add(Evidence.of(event(i, "user_message", Map.of("text", "yes"))));
        }

        var goal = state(prompts.toArray(Evidence[]::new)).goal();

        assertThat(goal.firstPrompt()).isEqualTo(new WorkState.Said("hello", at(1), "event 1"));
        assertThat(goal.latestPrompt()).isEqualTo(new WorkState.Said("yes", at(19), "event 19"));
        assertThat(goal.earlierPrompts())
                .extracting(WorkState.Said::source)
                .containsExactly("event 18", "event 17", "event 16", "event 15", "event 2");
    }

    @Test
    @Tag("R98")
    void whatTheLoserWasAskedAfterItsWorkWasTakenOverIsNotAskedOfTheWinner() {
        var loser = Evidence.of(event(1, "user_message", Map.of("text", "round the cents")))
                .join(Evidence.of(event(9, "user_message", Map.of("text", "also sort the results"))));
        var winner = Evidence.of(event(5, "user_message", Map.of("text", "document it")));

        var goal = winner.join(loser.takenOver(at(4)).inheritedFrom("shop-PS-00beef"))
                .workState(Records.ID, at(10))
                .goal();

        assertThat(goal.latestPrompt()).extracting(WorkState.Said::text).isEqualTo("document it");
        assertThat(goal.firstPrompt()).extracting(WorkState.Said::text).isEqualTo("round the cents");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "yes",
                "ok, yes do it",
                "Yes, go on then!",
                "2",
                "y",
                "please continue :)",
                "weiter",
                "lgtm, ship it",
                "继续"
            })
    void whoOnlyAgreesRequestsNothing(String prompt) {
        assertThat(Conversation.isRequest(prompt)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"fix login bug", "run the tests", "テストを書いて", "yes, but without the tests"})
    void whoSaysWhatIsWantedRequestsIt(String prompt) {
        assertThat(Conversation.isRequest(prompt)).isTrue();
    }

    @Test
    void aTurnThatFailedLeavesItsPromptUnanswered() {
        var failed = Map.<String, Object>of("outcome", "failed", "last_message", "API Error: rate limit");
        var state = state(
                Evidence.of(event(1, "user_message", Map.of("text", "Add a discount"))),
                Evidence.of(event(2, "turn_ended", failed)));

        assertThat(state.openTurn()).isTrue();
        assertThat(state.goal().lastAnswer()).isNull();
    }

    @Test
    void theLastAnswerIsWhatTheAgentSaidWhenItLastEndedItsTurn() {
        var state = state(
                Evidence.of(event(1, "turn_ended", Map.of("outcome", "completed", "last_message", "Shall I go on?"))),
                Evidence.of(event(2, "user_message", Map.of("text", "yes"))),
                Evidence.of(event(3, "turn_ended", Map.of("outcome", "failed"))));

        assertThat(state.goal().lastAnswer()).isEqualTo(new WorkState.Said("Shall I go on?", at(1), "event 1"));
    }
}
