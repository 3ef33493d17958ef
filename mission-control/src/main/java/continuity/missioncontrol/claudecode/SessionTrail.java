package continuity.missioncontrol.claudecode;

import continuity.contracts.Uuid7;
import continuity.missioncontrol.delivery.Delivery;
import continuity.missioncontrol.delivery.Links;
import continuity.missioncontrol.delivery.Links.UnendedCall;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What has happened in one session so far, as far as later hooks refer to it: the last prompt, the tool calls, the
 * sub-agents.
 *
 * <p>{@link #take} decides the links of a hook and applies it, {@link #follow} applies one whose links are decided.
 * Recovery after a restart is only the second. Not for use by several threads at once.
 */
public final class SessionTrail {

    /** Tool calls remembered: more than an agent makes in the ten minutes in which a hook may be delivered twice. */
    static final int MAX_CALLS = 1_000;

    static final int MAX_AGENTS = 200;

    /** One compaction may be announced several times within this time. */
    static final Duration ONE_COMPACTION = Duration.ofSeconds(10);

    /** A hook that is in the settings twice reports the same repository twice within this time. */
    static final Duration ONE_GIT_STATE = Duration.ofSeconds(2);

    private final Map<String, Call> calls = new Oldest<>(MAX_CALLS);
    private final Map<String, UUID> agents = new Oldest<>(MAX_AGENTS);
    private final OpenWork openWork = new OpenWork();
    private String lastDirectory = "";
    private @Nullable UUID lastPrompt;
    private @Nullable Instant lastCompaction;
    private @Nullable Delivery lastGitState;

    /** @param directory where it began; empty if that is not known */
    private record Call(UUID commandId, @Nullable UUID eventId, String directory, boolean ended) {}

    private static final class Oldest<V> extends LinkedHashMap<String, V> {

        private final int max;

        Oldest(int max) {
            this.max = max;
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
            return size() > max;
        }
    }

    /** Whether the tool call is known and over. */
    public boolean hasEnded(String toolUseId) {
        var call = calls.get(toolUseId);
        return call != null && call.ended();
    }

    /** Takes in a hook that has just arrived, and says how it hangs together with those before it. */
    public Delivery take(Delivery arrived) {
        var hook = asAnnounced(arrived);
        var links = linksOf(hook);
        follow(hook.with(links));
        return hook.with(links.with(openWork.running()));
    }

    /**
     * The end of a call takes from its announcement the id, if the client gives none, and the directory: that of the
     * end is where a {@code cd} went.
     */
    private Delivery asAnnounced(Delivery hook) {
        var id = new Fields(hook.body()).text("tool_use_id");
        var announced = hook.event().startsWith("PostToolUse") ? CallId.announced(calls.keySet(), id) : id;
        var call = calls.get(announced);
        if (call == null || !hook.event().startsWith("PostToolUse")) {
            return hook;
        }
        var body = new LinkedHashMap<>(hook.body());
        body.put("tool_use_id", announced);
        if (!call.directory().isEmpty()) {
            body.put("cwd", call.directory());
        }
        return hook.withBody(body);
    }

    private Links linksOf(Delivery hook) {
        var fields = new Fields(hook.body());
        return switch (hook.event()) {
            case "PreToolUse" -> ofAnnounced(hook, fields);
            case "PostToolUse", "PostToolUseFailure" -> ofEnded(hook, fields.text("tool_use_id"));
            case "PostToolBatch" -> ofBatch(fields);
            case "SubagentStop" -> Links.to(agents.get(fields.text("agent_id")));
            case "PreCompact" -> isSameCompaction(hook) ? new Links(true, null, null, List.of()) : Links.NONE;
            case "SubagentStart", "Stop", "StopFailure", "Notification" -> Links.to(lastPrompt);
            case GitHookBody.EVENT -> new Links(isSameGitState(hook), lastPrompt, null, List.of());
            default -> Links.NONE;
        };
    }

    private Links ofAnnounced(Delivery hook, Fields fields) {
        var toolUseId = fields.text("tool_use_id");
        var spawned = agents.get(fields.text("agent_id"));
        return new Links(
                calls.containsKey(toolUseId),
                spawned == null ? lastPrompt : spawned,
                commandOf(hook, toolUseId),
                List.of());
    }

    private Links ofEnded(Delivery hook, String toolUseId) {
        var call = calls.get(toolUseId);
        return call == null
                ? new Links(false, null, commandOf(hook, toolUseId), List.of())
                : new Links(call.ended(), call.eventId(), call.commandId(), List.of());
    }

    private static UUID commandOf(Delivery hook, String toolUseId) {
        return toolUseId.isEmpty()
                ? Uuid7.derive(hook.deliveryId(), "command")
                : Uuid7.derive(hook.receivedAt(), hook.sessionId() + "\n" + toolUseId);
    }

    private Links ofBatch(Fields fields) {
        var unended = new ArrayList<UnendedCall>();
        for (var element : fields.list("tool_calls")) {
            var toolUseId = Fields.of(element).text("tool_use_id");
            var call = calls.get(toolUseId);
            if (call != null && !call.ended()) {
                unended.add(new UnendedCall(toolUseId, call.commandId(), call.eventId()));
            }
        }
        return new Links(false, null, null, unended);
    }

    private boolean isSameGitState(Delivery hook) {
        var last = lastGitState;
        return last != null
                && last.body().equals(hook.body())
                && hook.receivedAt().isBefore(last.receivedAt().plus(ONE_GIT_STATE));
    }

    private boolean isSameCompaction(Delivery hook) {
        var last = lastCompaction;
        return last != null && hook.receivedAt().isBefore(last.plus(ONE_COMPACTION));
    }

    /** Applies a hook whose links were decided when it arrived. */
    public void follow(Delivery hook) {
        if (hook.links().repeated()) {
            return;
        }
        var fields = new Fields(hook.body());
        openWork.follow(hook, fields);
        switch (hook.event()) {
            case "UserPromptSubmit" -> {
                if (ClaudeCodeTranslation.isUserMessage(fields.text("prompt"))) {
                    lastPrompt = ClaudeCodeTranslation.userMessageId(hook);
                }
            }
            case "PreToolUse" -> remember(hook, fields, ClaudeCodeTranslation.toolUseId(hook), false);
            case "PostToolUse", "PostToolUseFailure" ->
                remember(hook, fields, hook.links().parentEventId(), true);
            case "PostToolBatch" ->
                hook.links()
                        .unended()
                        .forEach(call -> calls.put(
                                call.toolUseId(), new Call(call.commandId(), call.parentEventId(), "", true)));
            case "SubagentStart" -> agents.put(fields.text("agent_id"), ClaudeCodeTranslation.spawnId(hook));
            case "PreCompact" -> lastCompaction = hook.receivedAt();
            case GitHookBody.EVENT -> lastGitState = hook;
            default -> {
                // nothing that a later hook refers to
            }
        }
    }

    private void remember(Delivery hook, Fields fields, @Nullable UUID eventId, boolean ended) {
        var toolUseId = fields.text("tool_use_id");
        var commandId = hook.links().commandId();
        if (!toolUseId.isEmpty() && commandId != null) {
            calls.put(toolUseId, new Call(commandId, eventId, directory(fields.text("cwd")), ended));
        }
    }

    /** Calls mostly begin where the one before them did: one copy of that serves them all. */
    private String directory(String began) {
        if (!began.equals(lastDirectory)) {
            lastDirectory = began;
        }
        return lastDirectory;
    }
}
