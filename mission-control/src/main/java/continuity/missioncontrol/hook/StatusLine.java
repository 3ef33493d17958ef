package continuity.missioncontrol.hook;

import continuity.kit.problem.Unavailable;
import continuity.missioncontrol.delivery.Delivery;
import continuity.missioncontrol.forward.Authority;
import continuity.missioncontrol.forward.Forwarder;
import continuity.missioncontrol.forward.HookCounts;
import continuity.missioncontrol.forward.RecordedSession;
import continuity.missioncontrol.forward.Refused;
import continuity.missioncontrol.forward.ServiceCalls;
import continuity.missioncontrol.forward.Sessions;
import continuity.missioncontrol.forward.Takeovers;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * The status line is the agent's pulse and the only source of its context percentage; it is answered with the
 * registry's footer. Of the moment, so it is not journalled.
 */
@ApplicationScoped
class StatusLine {

    static final String CONTEXT_SOURCE = "claude-code statusline";

    private static final Logger LOG = Logger.getLogger(StatusLine.class);

    private final HookIntake intake;
    private final Sessions sessions;
    private final Takeovers takeovers;
    private final Forwarder forwarder;
    private final ServiceCalls services;
    private final HookCounts counts;

    StatusLine(
            HookIntake intake,
            Sessions sessions,
            Takeovers takeovers,
            Forwarder forwarder,
            ServiceCalls services,
            HookCounts counts) {
        this.intake = intake;
        this.sessions = sessions;
        this.takeovers = takeovers;
        this.forwarder = forwarder;
        this.services = services;
        this.counts = counts;
    }

    /** How to pass the beat on and get the footer, which is empty rather than showing an id that is not registered. */
    Optional<Supplier<String>> beat(Map<String, Object> fields, HookOrigin origin) {
        var id = HookIntake.identifier(fields, "session_id");
        if (id == null) {
            return Optional.empty();
        }
        var session = new HookIntake.Session(Client.CLAUDE_CODE.id, id);
        var directory = directory(fields);
        var body = Map.<String, Object>of(
                "cwd", intake.rulesOf(session, directory, origin).text(directory));
        var hook = intake.delivery(session, "StatusLine", body, Instant.now(), origin);
        var as = origin.authority();
        return Optional.of(() -> footer(hook, heartbeat(fields), as));
    }

    private String footer(Delivery hook, Map<String, Object> heartbeat, Authority as) {
        try {
            var session = session(hook, as);
            if (session.isEmpty()) {
                return "";
            }
            var generation = session.get().generation();
            if (generation != null) {
                heartbeat.put("generation", generation);
            }
            heartbeat.put("evidence", "status_line");
            heartbeat.put("hooks", counts.of(hook.sessionId()));
            var answer =
                    takeovers.heard(hook, services.heartbeat(as, session.get().instanceId(), heartbeat));
            if (answer.status() == 404 || answer.text("code").equals("generation_passed")) {
                sessions.forget(hook.client(), hook.sessionId());
            }
            return answer.isSuccess() ? answer.text("footer") : "";
        } catch (Refused | Unavailable e) {
            LOG.debugf("a status line stays empty: %s", e.getMessage());
            return "";
        }
    }

    /**
     * A session whose start still waits for delivery is registered by that and not by us, else it would be begun twice.
     */
    private Optional<RecordedSession> session(Delivery hook, Authority as) {
        return forwarder.isWaiting(hook.sessionId()) ? sessions.find(hook, as) : Optional.of(sessions.of(hook, as));
    }

    private static Map<String, Object> heartbeat(Map<String, Object> fields) {
        var heartbeat = new LinkedHashMap<String, Object>();
        if (fields.get("context_window") instanceof Map<?, ?> window
                && window.get("used_percentage") instanceof Number percent) {
            heartbeat.put("context_percent", percent.intValue());
            heartbeat.put("context_source", CONTEXT_SOURCE);
        }
        return heartbeat;
    }

    private static String directory(Map<String, Object> fields) {
        if (fields.get("workspace") instanceof Map<?, ?> workspace
                && workspace.get("project_dir") instanceof String project) {
            return project;
        }
        return fields.get("cwd") instanceof String cwd ? cwd : "";
    }
}
