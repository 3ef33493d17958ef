package continuity.missioncontrol.delivery;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How a hook hangs together with earlier ones of its session. Found once, at receipt, and kept with the hook, so that
 * delivering it after a restart comes to the same records.
 *
 * @param repeated whether this hook says nothing new: the same tool call announced or ended twice, a second report of
 *     one compaction
 * @param parentEventId the event that caused this one: the prompt, the sub-agent's start, or the announced tool call
 * @param commandId the command that a tool call is or will be
 * @param unended tool calls of a batch that were announced and never ended
 * @param running what the agent is in the middle of after this hook; null for nothing
 */
@RegisterForReflection
public record Links(
        boolean repeated,
        @Nullable UUID parentEventId,
        @Nullable UUID commandId,
        List<UnendedCall> unended,
        @Nullable Running running) {

    public static final Links NONE = new Links(false, null, null, List.of(), null);

    public Links {
        unended = List.copyOf(unended);
    }

    public static Links to(@Nullable UUID parentEventId) {
        return new Links(false, parentEventId, null, List.of(), null);
    }

    public Links with(@Nullable Running nowRunning) {
        return new Links(repeated, parentEventId, commandId, unended, nowRunning);
    }

    /** @param parentEventId the event that announced it */
    @RegisterForReflection
    public record UnendedCall(
            String toolUseId, UUID commandId, @Nullable UUID parentEventId) {}
}
