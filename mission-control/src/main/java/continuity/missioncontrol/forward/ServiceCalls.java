package continuity.missioncontrol.forward;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import continuity.kit.problem.Unavailable;
import continuity.missioncontrol.delivery.Delivery;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/**
 * Every call to another service. Whatever means "ask again later" (no connection, an overloaded or restarting service,
 * a credential of ours that has expired) is {@link Unavailable}; the rest is an {@link Answer}.
 */
@ApplicationScoped
public class ServiceCalls {

    static final String IDEMPOTENCY_KEY = "Idempotency-Key";

    private static final Set<Integer> ASK_AGAIN = Set.of(401, 408, 425, 429, 502, 503, 504, 507);

    private final RegistryApi registry;
    private final PresenceApi presence;
    private final CommandLogApi commandLog;
    private final CheckpointApi checkpoints;
    private final ResumeApi resume;
    private final ObjectMapper json;

    ServiceCalls(
            @RestClient RegistryApi registry,
            @RestClient PresenceApi presence,
            @RestClient CommandLogApi commandLog,
            @RestClient CheckpointApi checkpoints,
            @RestClient ResumeApi resume,
            ObjectMapper json) {
        this.registry = registry;
        this.presence = presence;
        this.commandLog = commandLog;
        this.checkpoints = checkpoints;
        this.resume = resume;
        this.json = json;
    }

    Answer register(Authority as, UUID key, Map<String, Object> registration) {
        return answer(
                "The registry", () -> registry.register(as.bearer(), as.onBehalf(), key.toString(), registration));
    }

    Answer instancesOf(Authority as, String client, String sessionId) {
        return answer("The registry", () -> registry.ofSession(as.bearer(), as.onBehalf(), client, sessionId));
    }

    public Answer heartbeat(Authority as, String instanceId, Map<String, Object> heartbeat) {
        return answer("The registry", () -> registry.heartbeat(as.bearer(), as.onBehalf(), instanceId, heartbeat));
    }

    Answer close(Authority as, String instanceId, Map<String, Object> close) {
        return answer("The registry", () -> registry.close(as.bearer(), as.onBehalf(), instanceId, close));
    }

    Answer linkTranscript(Authority as, String instanceId, Map<String, Object> transcript) {
        return answer(
                "The registry", () -> registry.linkTranscript(as.bearer(), as.onBehalf(), instanceId, transcript));
    }

    Answer present(Authority as) {
        return answer("The registry", () -> presence.present(as.bearer()));
    }

    Answer log(Authority as, Map<String, Object> command) {
        return answer("The command log", () -> commandLog.log(as.bearer(), as.onBehalf(), command));
    }

    Answer emit(Authority as, Map<String, Object> event) {
        return answer("The command log", () -> commandLog.emit(as.bearer(), as.onBehalf(), event));
    }

    Answer checkpoint(Authority as, UUID key, Map<String, Object> checkpoint) {
        return answer(
                "The checkpoint service",
                () -> checkpoints.create(as.bearer(), as.onBehalf(), key.toString(), checkpoint));
    }

    public Answer resume(Authority as, Map<String, Object> request) {
        return answer("The resume service", () -> resume.resume(as.bearer(), as.onBehalf(), request));
    }

    public Answer identity(Authority as, String instanceId) {
        return answer("The registry", () -> registry.identity(as.bearer(), as.onBehalf(), instanceId));
    }

    /** Who else works on that session's project, when it begins with that hook. */
    public Answer colleagues(Authority as, RecordedSession session, Delivery hook) {
        var previous = hook.links().previous();
        return answer(
                "The resume service",
                () -> resume.colleagues(
                        as.bearer(),
                        as.onBehalf(),
                        session.project(),
                        session.instanceId(),
                        session.machine(),
                        hook.directory(),
                        previous == null ? null : previous.sessionId()));
    }

    public Answer candidates(Authority as, String project) {
        return answer("The resume service", () -> resume.candidates(as.bearer(), as.onBehalf(), project));
    }

    private Answer answer(String service, Supplier<Response> call) {
        try (var response = call.get()) {
            return read(service, response);
        } catch (WebApplicationException e) {
            return read(service, e.getResponse());
        } catch (ProcessingException e) {
            throw new Unavailable(service, e);
        }
    }

    private Answer read(String service, Response response) {
        var status = response.getStatus();
        if (ASK_AGAIN.contains(status)) {
            throw new Unavailable(service, new WebApplicationException(status));
        }
        var text = response.hasEntity() ? response.readEntity(String.class) : "";
        try {
            var body = json.readTree(text == null ? "" : text);
            return new Answer(status, body == null ? MissingNode.getInstance() : body);
        } catch (JsonProcessingException e) {
            return new Answer(status, MissingNode.getInstance());
        }
    }
}
