package continuity.missioncontrol.claudecode;

import continuity.missioncontrol.delivery.Delivery;
import continuity.missioncontrol.delivery.Running;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a session has begun and not ended: its turn and its tool calls. An interrupted call is never reported as ended,
 * so the next turn ends what the one before left open.
 */
final class OpenWork {

    private static final int MAX_CALLS = 200;
    private static final Duration LONGEST_CALL = Duration.ofMinutes(15);

    private final Map<String, Call> calls = new LinkedHashMap<>();
    private @Nullable Turn turn;

    private record Turn(String promptId, Instant since) {}

    /** @param agentId the sub-agent that made it, empty for the agent itself */
    private record Call(String tool, Instant since, String promptId, String agentId) {

        boolean isOfTheAgentItself() {
            return agentId.isEmpty();
        }

        /** A sub-agent that works in the background may outlast a turn, but an interrupted one says nothing either. */
        boolean isForgotten(Instant now) {
            return since.isBefore(now.minus(LONGEST_CALL));
        }
    }

    /** The newest open call, else the turn; null while nothing is open. */
    @Nullable
    Running running() {
        var newest = calls.values().stream().reduce((first, second) -> second);
        if (newest.isPresent()) {
            return new Running(newest.get().tool(), newest.get().since());
        }
        return turn == null ? null : new Running(null, turn.since());
    }

    void follow(Delivery hook, Fields fields) {
        var agentId = fields.text("agent_id");
        switch (hook.event()) {
            case "UserPromptSubmit" -> prompted(hook, fields.text("prompt_id"));
            case "PreToolUse" -> {
                atWork(hook, fields);
                called(
                        fields,
                        new Call(fields.text("tool_name"), hook.receivedAt(), fields.text("prompt_id"), agentId));
            }
            case "PostToolUse", "PostToolUseFailure" -> {
                atWork(hook, fields);
                calls.remove(fields.text("tool_use_id"));
            }
            case "PostToolBatch" -> {
                atWork(hook, fields);
                fields.list("tool_calls")
                        .forEach(call -> calls.remove(Fields.of(call).text("tool_use_id")));
            }
            case "SubagentStop" ->
                endCalls(call -> !agentId.isEmpty() && call.agentId().equals(agentId));
            case "Stop", "StopFailure" -> {
                turn = null;
                endCalls(call -> call.isOfTheAgentItself() || call.isForgotten(hook.receivedAt()));
            }
            case "SessionStart", "SessionEnd" -> {
                if (!fields.text("source").equals("compact")) {
                    turn = null;
                    calls.clear();
                }
            }
            default -> {
                // begins and ends nothing
            }
        }
    }

    /** A prompt that was typed ahead carries the id of the turn that still runs, and begins nothing yet. */
    private void prompted(Delivery hook, String promptId) {
        if (turn == null || promptId.isEmpty() || !promptId.equals(turn.promptId())) {
            endCalls(call -> call.isOfTheAgentItself()
                    ? promptId.isEmpty() || !promptId.equals(call.promptId())
                    : call.isForgotten(hook.receivedAt()));
            turn = new Turn(promptId, hook.receivedAt());
        }
    }

    private void atWork(Delivery hook, Fields fields) {
        if (turn == null && fields.text("agent_id").isEmpty()) {
            turn = new Turn(fields.text("prompt_id"), hook.receivedAt());
        }
    }

    private void called(Fields fields, Call call) {
        var toolUseId = fields.text("tool_use_id");
        if (!toolUseId.isEmpty() && !call.tool().isEmpty() && calls.size() < MAX_CALLS) {
            calls.putIfAbsent(toolUseId, call);
        }
    }

    private void endCalls(Predicate<Call> which) {
        calls.values().removeIf(which);
    }
}
