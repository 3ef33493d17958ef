package continuity.missioncontrol.hook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import continuity.kit.problem.Unavailable;
import continuity.missioncontrol.claudecode.ResumePrompt;
import continuity.missioncontrol.delivery.Delivery;
import continuity.missioncontrol.forward.Answer;
import continuity.missioncontrol.forward.Authority;
import continuity.missioncontrol.forward.RecordedSession;
import continuity.missioncontrol.forward.Refused;
import continuity.missioncontrol.forward.ServiceCalls;
import continuity.missioncontrol.forward.Sessions;
import continuity.missioncontrol.forward.Takeovers;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * What is told to the agent that asked: who it is, when its session starts; what it did before, when somebody typed
 * {@code resume}; once, that another instance has taken its work over. Facts, not orders: a model may take an order for
 * an attack.
 */
@ApplicationScoped
class SessionAnswers {

    private static final Logger LOG = Logger.getLogger(SessionAnswers.class);
    private static final int MAX_SESSIONS = 10_000;
    /** Of the one second that there is for everything. */
    private static final Duration ANSWER_WITHIN = Duration.ofMillis(400);

    private static final Duration LIST_STAYS_VALID_FOR = Duration.ofHours(24);

    private final Sessions sessions;
    private final Takeovers takeovers;
    private final ServiceCalls services;
    private final ExecutorService asking = Executors.newVirtualThreadPerTaskExecutor();

    /** By client session: the list of candidates that it was shown last. */
    private final Cache<String, String> shownLists = Caffeine.newBuilder()
            .maximumSize(MAX_SESSIONS)
            .expireAfterWrite(LIST_STAYS_VALID_FOR)
            .build();

    SessionAnswers(Sessions sessions, Takeovers takeovers, ServiceCalls services) {
        this.sessions = sessions;
        this.takeovers = takeovers;
        this.services = services;
    }

    /** How to find the answer to this hook, if its sender waits for one; the answer may be empty. */
    Optional<Supplier<String>> to(Delivery hook, Authority as) {
        return switch (hook.event()) {
            case "SessionStart" -> Optional.of(() -> identity(hook, as));
            case "UserPromptSubmit" -> {
                var resume = ResumePrompt.in(String.valueOf(hook.body().get("prompt")));
                yield resume.isPresent()
                        ? Optional.of(() -> resume(hook, resume.get(), as))
                        : takeovers.tell(hook).map(successor -> () -> SessionTexts.takenOver(successor));
            }
            default -> Optional.empty();
        };
    }

    private String identity(Delivery hook, Authority as) {
        try {
            if ("compact".equals(hook.body().get("source"))) {
                return sessions.find(hook, as).map(SessionTexts::identity).orElse("");
            }
            var session = sessions.register(hook, as);
            return situation(session, hook, as);
        } catch (Refused e) {
            return e.isSuperseded() // it is recorded, and its first prompt is told the rest
                    ? ""
                    : SessionTexts.notRecorded(e.detail());
        } catch (Unavailable e) {
            LOG.debugf("a session starts without knowing its id: %s", e.getMessage());
            return "";
        }
    }

    /** Three questions at once, for the agent waits; what is not answered is left out. */
    private String situation(RecordedSession session, Delivery hook, Authority as) {
        var machine = ask(() -> services.identity(as, session.instanceId()));
        var colleagues = ask(() -> services.colleagues(as, session, hook));
        var candidates = ask(() -> services.candidates(as, session.project()));
        return SessionTexts.identity(session)
                + previous(hook)
                + SessionTexts.machine(machine.join())
                + SessionTexts.colleagues(colleagues.join().path("colleagues"))
                + SessionTexts.resumable(candidates.join(), session.instanceId());
    }

    /** Of a session that was cleared to begin this one; its instance is known here as long as we run. */
    private String previous(Delivery hook) {
        var previous = hook.links().previous();
        return previous == null
                ? ""
                : sessions.known(hook.client(), previous.sessionId())
                        .map(cleared -> SessionTexts.cleared(cleared.instanceId(), previous.confidence()))
                        .orElse("");
    }

    private CompletableFuture<JsonNode> ask(Supplier<Answer> question) {
        return CompletableFuture.supplyAsync(question, asking)
                .thenApply(answer -> answer.isSuccess() ? answer.body() : MissingNode.getInstance())
                .exceptionally(failure -> {
                    LOG.debugf("a session starts without knowing everything: %s", failure);
                    return MissingNode.getInstance();
                })
                .completeOnTimeout(MissingNode.getInstance(), ANSWER_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
    }

    private String resume(Delivery hook, ResumePrompt prompt, Authority as) {
        try {
            var answer = services.resume(as, request(hook, prompt));
            if (answer.isSuccess()) {
                return resumed(hook, answer);
            }
            if (answer.status() == 300) {
                shownLists.put(hook.sessionId(), answer.text("list_id"));
                return SessionTexts.choice(answer.body());
            }
            return SessionTexts.notResumed(answer.text("detail"));
        } catch (Unavailable e) {
            return SessionTexts.notResumed(String.valueOf(e.getMessage()));
        }
    }

    private Map<String, Object> request(Delivery hook, ResumePrompt prompt) {
        var request = new LinkedHashMap<String, Object>();
        var list = shownLists.getIfPresent(hook.sessionId());
        var choice = prompt.choice();
        var hint = prompt.hint();
        if (list != null && choice.isPresent()) {
            request.put("list_id", list);
            request.put("choice", choice.get());
        } else if (hint != null) {
            request.put("hint", hint);
        }
        request.put("project", sessions.projectOf(hook));
        request.put("client", hook.client());
        request.put("client_session_id", hook.sessionId());
        var directory = hook.directory();
        if (!directory.isEmpty()) {
            request.put("working_directory", directory);
        }
        var machine = hook.machine();
        if (machine != null) {
            request.put("host_machine", machine);
        }
        return request;
    }

    private String resumed(Delivery hook, Answer answer) {
        shownLists.invalidate(hook.sessionId());
        var known = sessions.known(hook.client(), hook.sessionId());
        if (known.isPresent() && !known.get().instanceId().equals(answer.text("instance_id"))) {
            sessions.forget(hook.client(), hook.sessionId());
        }
        return answer.text("context_markdown");
    }
}
