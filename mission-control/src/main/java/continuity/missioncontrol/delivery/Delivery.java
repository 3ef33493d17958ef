package continuity.missioncontrol.delivery;

import continuity.kit.security.Caller;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One hook of an agent, free of secrets and of everything that nobody keeps. This is what the journal holds as JSON, so
 * fields may be added but none renamed.
 *
 * @param deliveryId UUIDv7 with the time of receipt; every id that follows from this hook is derived from it, so that
 *     delivering it again makes nothing twice
 * @param receivedAt server time
 * @param client {@code claude-code}, {@code codex}, {@code gemini} or {@code opencode}
 * @param sessionId the client's own session id
 * @param event in Claude Code's words, {@code PostToolUse}; one that only another client knows as that one calls it
 * @param machine where the agent runs, null when nobody said so
 * @param projectDir root of the project on that machine, null when the client did not send it
 * @param instanceId the instance of that session, null when it was not known yet at receipt
 * @param generation of that instance at receipt, null like it
 * @param caller whose token came with the hook; never the token itself
 * @param body the hook's other fields, reduced
 */
@RegisterForReflection
public record Delivery(
        UUID deliveryId,
        Instant receivedAt,
        String client,
        String sessionId,
        String event,
        @Nullable String machine,
        @Nullable String projectDir,
        @Nullable String instanceId,
        @Nullable Integer generation,
        Caller caller,
        Links links,
        Map<String, Object> body) {

    /** Root of the project, else the directory that the agent is in, else empty. */
    public String directory() {
        if (projectDir != null) {
            return projectDir;
        }
        return body.get("cwd") instanceof String cwd ? cwd : "";
    }

    public Delivery with(Links newLinks) {
        return copy(newLinks, body);
    }

    public Delivery withBody(Map<String, Object> newBody) {
        return copy(links, newBody);
    }

    private Delivery copy(Links newLinks, Map<String, Object> newBody) {
        return new Delivery(
                deliveryId,
                receivedAt,
                client,
                sessionId,
                event,
                machine,
                projectDir,
                instanceId,
                generation,
                caller,
                newLinks,
                newBody);
    }
}
