package continuity.missioncontrol.delivery;

import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One thing to tell a service about a hook. Whose instance it concerns is known when it is sent. */
public sealed interface Outgoing {

    /** Whether it says what became of the hooks so far, its own included; such a record is the last of its hook. */
    default boolean tellsCounts() {
        return this instanceof Heartbeat || this instanceof Close;
    }

    /**
     * Whether it is dropped rather than sent late: the next hook is a better sign of life than this one late, and a
     * transcript is only a convenience.
     */
    default boolean holdsNothingUp() {
        return this instanceof Heartbeat || this instanceof LinkTranscript;
    }

    /** To the registry: the session begins, or begins again. */
    record Register() implements Outgoing {}

    /** To the registry: where the client writes the conversation down. Dropped rather than sent late. */
    record LinkTranscript(String path) implements Outgoing {}

    /** To the event store. {@code parentEventId} is null for a root. */
    record EmitEvent(
            UUID eventId,
            String eventType,
            Map<String, Object> eventData,
            @Nullable UUID parentEventId) implements Outgoing {}

    /**
     * To the command log: a tool call that ended.
     *
     * @param success null while that is unknown: it goes on in the background
     * @param executionTimeMs null when the client did not measure it
     */
    record LogCommand(
            UUID commandId,
            String action,
            String toolName,
            @Nullable String description,
            Map<String, Object> parameters,
            @Nullable Object result,
            @Nullable String errorMessage,
            @Nullable Boolean success,
            @Nullable Long executionTimeMs,
            Map<String, Object> contextData)
            implements Outgoing {}

    /** To the checkpoint service: freeze the state before the client forgets it. */
    record RequestCheckpoint(String reason) implements Outgoing {}

    /**
     * To the registry: a sign of life; dropped rather than sent late.
     *
     * @param running what the agent is in the middle of; null for nothing
     */
    record Heartbeat(@Nullable Running running) implements Outgoing {}

    /** To the registry: the session ended. {@code reason} in the client's words. */
    record Close(String reason) implements Outgoing {}
}
