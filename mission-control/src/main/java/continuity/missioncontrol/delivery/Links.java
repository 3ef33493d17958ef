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
 * @param previous the session that was cleared to begin this one, null for none
 * @param running what the agent is in the middle of after this hook; null for nothing
 */
@RegisterForReflection
public record Links(
        boolean repeated,
        @Nullable UUID parentEventId,
        @Nullable UUID commandId,
        List<UnendedCall> unended,
        @Nullable Previous previous,
        @Nullable Running running) {

    public static final Links NONE = new Links(false, null, null, List.of());

    public Links {
        unended = List.copyOf(unended);
    }

    public Links(boolean repeated, @Nullable UUID parentEventId, @Nullable UUID commandId, List<UnendedCall> unended) {
        this(repeated, parentEventId, commandId, unended, null, null);
    }

    public static Links to(@Nullable UUID parentEventId) {
        return new Links(false, parentEventId, null, List.of());
    }

    public Links with(@Nullable Running nowRunning) {
        return new Links(repeated, parentEventId, commandId, unended, previous, nowRunning);
    }

    /** The same links of a session that goes on from another one. */
    public Links after(@Nullable Previous session) {
        return new Links(repeated, parentEventId, commandId, unended, session, running);
    }

    /** @param confidence how sure it is: {@code high} or {@code low} */
    @RegisterForReflection
    public record Previous(String sessionId, String confidence) {}

    /** @param parentEventId the event that announced it */
    @RegisterForReflection
    public record UnendedCall(
            String toolUseId, UUID commandId, @Nullable UUID parentEventId) {}
}
