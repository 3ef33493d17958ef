package continuity.missioncontrol.forward;

import com.fasterxml.jackson.databind.ObjectMapper;
import continuity.kit.security.Callers;
import continuity.kit.security.ServiceToken;
import continuity.missioncontrol.delivery.Delivery;
import continuity.missioncontrol.delivery.Outgoing;
import continuity.missioncontrol.delivery.Outgoing.Close;
import continuity.missioncontrol.delivery.Outgoing.EmitEvent;
import continuity.missioncontrol.delivery.Outgoing.Heartbeat;
import continuity.missioncontrol.delivery.Outgoing.LinkTranscript;
import continuity.missioncontrol.delivery.Outgoing.LogCommand;
import continuity.missioncontrol.delivery.Outgoing.Register;
import continuity.missioncontrol.delivery.Outgoing.RequestCheckpoint;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Sends over HTTP, on behalf of the caller whose hook it was. */
@ApplicationScoped
class HttpRecordSender implements RecordSender {

    private static final Logger LOG = Logger.getLogger(HttpRecordSender.class);

    private final Sessions sessions;
    private final ServiceCalls services;
    private final ServiceToken token;
    private final ObjectMapper json;
    private final SignsOfLife signsOfLife;
    private final HookCounts counts;

    HttpRecordSender(
            Sessions sessions,
            ServiceCalls services,
            ServiceToken token,
            ObjectMapper json,
            SignsOfLife signsOfLife,
            HookCounts counts) {
        this.sessions = sessions;
        this.services = services;
        this.token = token;
        this.json = json;
        this.signsOfLife = signsOfLife;
        this.counts = counts;
    }

    /** Whose record it is: as stamped at receipt, else as the registry says now. */
    private record Owner(String instanceId, @Nullable Integer generation) {}

    @Override
    public void send(Delivery hook, Outgoing record) {
        var as = new Authority(token.bearer(), Callers.onBehalf(hook.caller(), json));
        try {
            send(hook, record, as);
        } catch (Refused e) {
            if (e.code().equals("instance_not_found")) {
                sessions.forget(hook.client(), hook.sessionId()); // purged: what comes next begins a new one
            }
            throw e;
        }
    }

    private void send(Delivery hook, Outgoing record, Authority as) {
        switch (record) {
            case Register register -> sessions.register(hook, as);
            case LinkTranscript transcript -> link(hook, transcript, as);
            case EmitEvent event -> emit(hook, event, as);
            case LogCommand command -> log(hook, command, as);
            case RequestCheckpoint checkpoint -> checkpoint(hook, checkpoint, as);
            case Heartbeat heartbeat -> signOfLife(hook, heartbeat, as);
            case Close close -> close(hook, close, as);
        }
    }

    private Owner owner(Delivery hook, Authority as) {
        var stamped = hook.instanceId();
        if (stamped != null) {
            return new Owner(stamped, hook.generation());
        }
        var session = sessions.of(hook, as);
        return new Owner(session.instanceId(), session.generation());
    }

    /** A client may keep its transcripts where the registry wants none; that is no loss of a hook. */
    private void link(Delivery hook, LinkTranscript transcript, Authority as) {
        var body = Map.<String, Object>of("path", transcript.path(), "client_session_id", hook.sessionId());
        var answer = services.linkTranscript(as, owner(hook, as).instanceId(), body);
        if (!answer.isSuccess()) {
            LOG.debugf("the transcript of session %s is not linked: %s", hook.sessionId(), answer.text("code"));
        }
    }

    private void emit(Delivery hook, EmitEvent event, Authority as) {
        var owner = owner(hook, as);
        var body = new LinkedHashMap<String, Object>();
        body.put("instance_id", owner.instanceId());
        body.put("event_id", event.eventId().toString());
        body.put("event_type", event.eventType());
        body.put("event_data", event.eventData());
        put(body, "generation", owner.generation());
        body.put("occurred_at", hook.receivedAt().toString());
        put(body, "parent_event_id", event.parentEventId());
        var answer = services.emit(as, body);
        if (!answer.isSuccess() && event.parentEventId() != null) {
            body.remove("parent_event_id"); // its parent was refused: the event is worth more than its place
            answer = services.emit(as, body);
        }
        answer.orRefused(event.eventType());
    }

    private void log(Delivery hook, LogCommand command, Authority as) {
        var owner = owner(hook, as);
        var body = new LinkedHashMap<String, Object>();
        body.put("instance_id", owner.instanceId());
        body.put("command_id", command.commandId().toString());
        body.put("command_type", "hook");
        body.put("action", command.action());
        put(body, "description", command.description());
        body.put("tool_name", command.toolName());
        body.put("parameters", command.parameters());
        put(body, "result", command.result());
        put(body, "error_message", command.errorMessage());
        put(body, "success", command.success());
        put(body, "execution_time_ms", command.executionTimeMs());
        body.put("context_data", command.contextData());
        put(body, "generation", owner.generation());
        body.put("occurred_at", hook.receivedAt().toString());
        var rejected = services.log(as, body).orRefused("a command").body().path("rejected");
        if (!rejected.isEmpty()) {
            var first = rejected.path(0);
            throw new Refused(
                    "a command",
                    400,
                    first.path("code").asText(""),
                    first.path("detail").asText(""));
        }
    }

    private void checkpoint(Delivery hook, RequestCheckpoint checkpoint, Authority as) {
        var body = Map.<String, Object>of(
                "instance_id", owner(hook, as).instanceId(),
                "checkpoint_type", "context_window",
                "reason", checkpoint.reason());
        services.checkpoint(as, hook.deliveryId(), body).orRefused("a checkpoint");
    }

    private void signOfLife(Delivery hook, Heartbeat heartbeat, Authority as) {
        var owner = owner(hook, as);
        signsOfLife.tell(new SignsOfLife.Sign(hook, owner.instanceId(), owner.generation(), heartbeat.running()));
    }

    private void close(Delivery hook, Close close, Authority as) {
        var begunSince = sessions.known(hook.client(), hook.sessionId())
                .filter(session -> hook.generation() == null && session.since().isAfter(hook.receivedAt()));
        if (begunSince.isPresent()) {
            return; // this end is of an earlier run, which the later one has replaced
        }
        var owner = owner(hook, as);
        var body = new LinkedHashMap<String, Object>();
        body.put("reason", close.reason());
        put(body, "generation", owner.generation());
        body.put("hooks", counts.of(hook.sessionId()));
        signsOfLife.forget(owner.instanceId());
        services.close(as, owner.instanceId(), body).orRefused("closing a session");
    }

    private static void put(Map<String, Object> body, String field, @Nullable Object value) {
        if (value != null) {
            body.put(field, value instanceof UUID id ? id.toString() : value);
        }
    }
}
