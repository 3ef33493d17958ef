package continuity.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import continuity.contracts.InstanceType;
import continuity.kit.problem.InvalidInput;
import continuity.kit.security.Caller;
import continuity.registry.Claim.Resumption;
import continuity.registry.NewInstance.Previous;
import continuity.sanitizer.Sanitizer;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where text enters: each body is checked against all its rules at once, and leaves without secrets.
 *
 * <p>Every method throws {@link InvalidInput}, which names each field that breaks a rule.
 */
@ApplicationScoped
class Intake {

    /** Longest initial context, in characters of JSON. */
    static final int MAX_CONTEXT = 16 * 1024;

    private final Sanitizer sanitizer;
    private final ObjectMapper json;

    Intake(Sanitizer sanitizer, ObjectMapper json) {
        this.sanitizer = sanitizer;
        this.json = json;
    }

    NewInstance newInstance(Registration body, Caller caller) {
        var project = body.project() == null ? "" : body.project();
        var context = context(body.initialContext(), sanitizer.forProject(project));
        new FieldCheck()
                .project(project)
                .type(body.instanceType())
                .machine(body.hostMachine())
                .session(body.client(), body.clientSessionId())
                .directory(body.workingDirectory())
                .line("parent_instance_id", body.parentInstanceId())
                .require(PlainText.isStorable(body.initialContext()), "initial_context", "holds a NUL character")
                .require(
                        context == null || context.length() <= MAX_CONTEXT,
                        "initial_context",
                        "must not be longer than " + MAX_CONTEXT + " characters")
                .link(body.client(), body.previousClientSessionId(), body.linkConfidence())
                .done();
        return new NewInstance(
                project,
                body.instanceType() == null ? InstanceType.PS : InstanceType.valueOf(body.instanceType()),
                body.hostMachine() == null ? caller.machine() : body.hostMachine(),
                clean(body.client()),
                clean(body.clientSessionId()),
                clean(body.workingDirectory()),
                body.parentInstanceId(),
                context,
                previous(body));
    }

    private @Nullable Previous previous(Registration body) {
        var session = clean(body.previousClientSessionId());
        return session == null
                ? null
                : new Previous(session, body.linkConfidence() == null ? "low" : body.linkConfidence());
    }

    Heartbeat heartbeat(Heartbeat body) {
        new FieldCheck()
                .percentage(body.contextPercent())
                .line("context_source", body.contextSource())
                .line("current_epic", body.currentEpic())
                .require(
                        !body.clearsEpic() || body.currentEpic() == null,
                        "clear_epic",
                        "contradicts current_epic in the same request")
                .generation(body.generation())
                .require(
                        body.evidence() == null || body.isStatusLine() || body.isHook(),
                        "evidence",
                        "must be status_line or hook, or absent")
                .line(
                        "running.tool",
                        body.running() == null ? null : body.running().tool())
                .require(
                        body.running() == null || !Boolean.TRUE.equals(body.clearRunning()),
                        "clear_running",
                        "contradicts running in the same request")
                .counts(body.hooks())
                .done();
        return new Heartbeat(
                body.contextPercent(),
                clean(body.contextSource()),
                clean(body.currentEpic()),
                body.clearEpic(),
                body.generation(),
                body.evidence(),
                body.running() == null
                        ? null
                        : new Running(
                                clean(body.running().tool()), body.running().since()),
                body.clearRunning(),
                body.hooks());
    }

    Closing closing(Closing body) {
        new FieldCheck()
                .line("reason", body.reason())
                .generation(body.generation())
                .counts(body.hooks())
                .done();
        return new Closing(clean(body.reason()), body.generation(), body.hooks());
    }

    /** Why an instance is purged; required. */
    String purgeReason(@Nullable String reason) {
        var given = reason == null ? "" : reason;
        new FieldCheck().line("reason", given).done();
        return sanitizer.text(given);
    }

    Claim claim(SuccessionRequest body, Caller caller, @Nullable String idempotencyKey) {
        var generation = body.generation() == null ? 0 : body.generation();
        new FieldCheck()
                .require(generation > 0, "generation", "is required: the instance's generation as you saw it")
                .line("successor_instance_id", body.successorInstanceId())
                .session(body.client(), body.clientSessionId())
                .machine(body.hostMachine())
                .directory(body.workingDirectory())
                .type(body.instanceType())
                .line("checkpoint_id", body.checkpointId())
                .percentage(body.contextPercent())
                .line("reason", body.reason())
                .done();
        return new Claim(
                caller.subject(),
                key(idempotencyKey),
                generation,
                body.successorInstanceId(),
                clean(body.client()),
                clean(body.clientSessionId()),
                body.hostMachine() == null ? caller.machine() : body.hostMachine(),
                clean(body.workingDirectory()),
                body.instanceType() == null ? null : InstanceType.valueOf(body.instanceType()),
                new Resumption(clean(body.checkpointId()), body.contextPercent(), clean(body.reason())));
    }

    /** An {@code Idempotency-Key}, null for none; the same key always becomes the same text. */
    @Nullable
    String key(@Nullable String idempotencyKey) {
        new FieldCheck().line("Idempotency-Key", idempotencyKey).done();
        return clean(idempotencyKey);
    }

    private @Nullable String context(@Nullable Map<String, @Nullable Object> tree, Sanitizer own) {
        try {
            return tree == null ? null : json.writeValueAsString(own.object(tree));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what was read as JSON is writable as JSON", e);
        }
    }

    private @Nullable String clean(@Nullable String text) {
        return text == null ? null : sanitizer.text(text);
    }
}
