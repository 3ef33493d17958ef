package continuity.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import continuity.contracts.InstanceId;
import continuity.contracts.InstanceType;
import continuity.kit.problem.InvalidInput;
import continuity.kit.security.Caller;
import continuity.kit.text.PlainText;
import continuity.registry.Claim.Resumption;
import continuity.registry.NewInstance.Previous;
import continuity.sanitizer.Sanitizer;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where text enters: each body is checked against all its rules at once, and leaves without secrets; an instance's id
 * says whose rules tell what is one.
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
        var own = sanitizer.forProject(project);
        var context = context(body.initialContext(), own);
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
                clean(body.client(), own),
                clean(body.clientSessionId(), own),
                clean(body.workingDirectory(), own),
                body.parentInstanceId(),
                context,
                previous(body, own));
    }

    private static @Nullable Previous previous(Registration body, Sanitizer own) {
        var session = clean(body.previousClientSessionId(), own);
        return session == null
                ? null
                : new Previous(session, body.linkConfidence() == null ? "low" : body.linkConfidence());
    }

    Heartbeat heartbeat(String id, Heartbeat body) {
        var own = rulesOf(id);
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
                clean(body.contextSource(), own),
                clean(body.currentEpic(), own),
                body.clearEpic(),
                body.generation(),
                body.evidence(),
                body.running() == null
                        ? null
                        : new Running(
                                clean(body.running().tool(), own),
                                body.running().since()),
                body.clearRunning(),
                body.hooks());
    }

    Closing closing(String id, Closing body) {
        new FieldCheck()
                .line("reason", body.reason())
                .generation(body.generation())
                .counts(body.hooks())
                .done();
        return new Closing(clean(body.reason(), rulesOf(id)), body.generation(), body.hooks());
    }

    /** Why an instance is purged; required. */
    String purgeReason(String id, @Nullable String reason) {
        var given = reason == null ? "" : reason;
        new FieldCheck().line("reason", given).done();
        return rulesOf(id).text(given);
    }

    /** Its texts are those of the successor, which is of the same project unless it is there already. */
    Claim claim(String id, SuccessionRequest body, Caller caller, @Nullable String idempotencyKey) {
        var own = rulesOf(id);
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
                key(idempotencyKey, own),
                generation,
                body.revision(),
                body.successorInstanceId(),
                clean(body.client(), own),
                clean(body.clientSessionId(), own),
                body.hostMachine() == null ? caller.machine() : body.hostMachine(),
                clean(body.workingDirectory(), own),
                body.instanceType() == null ? null : InstanceType.valueOf(body.instanceType()),
                new Resumption(clean(body.checkpointId(), own), body.contextPercent(), clean(body.reason(), own)));
    }

    /**
     * An {@code Idempotency-Key} of a registration, null for none; within a project it always becomes the same text.
     */
    @Nullable
    String key(@Nullable String idempotencyKey, NewInstance wanted) {
        return key(idempotencyKey, sanitizer.forProject(wanted.project()));
    }

    private static @Nullable String key(@Nullable String idempotencyKey, Sanitizer own) {
        new FieldCheck().line("Idempotency-Key", idempotencyKey).done();
        return clean(idempotencyKey, own);
    }

    private @Nullable String context(@Nullable Map<String, @Nullable Object> tree, Sanitizer own) {
        try {
            return tree == null ? null : json.writeValueAsString(own.object(tree));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what was read as JSON is writable as JSON", e);
        }
    }

    /** An id that is none belongs to nobody; it is refused later. */
    private Sanitizer rulesOf(String id) {
        return InstanceId.parse(id)
                .map(instance -> sanitizer.forProject(instance.project()))
                .orElse(sanitizer);
    }

    private static @Nullable String clean(@Nullable String text, Sanitizer own) {
        return text == null ? null : own.text(text);
    }
}
