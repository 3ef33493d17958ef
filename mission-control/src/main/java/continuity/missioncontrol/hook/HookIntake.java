package continuity.missioncontrol.hook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import continuity.contracts.Uuid7;
import continuity.kit.disk.DiskSpace;
import continuity.missioncontrol.claudecode.ClearedSessions;
import continuity.missioncontrol.claudecode.GitHookBody;
import continuity.missioncontrol.claudecode.HookBody;
import continuity.missioncontrol.claudecode.HookReduction;
import continuity.missioncontrol.claudecode.SessionTrail;
import continuity.missioncontrol.delivery.Delivery;
import continuity.missioncontrol.delivery.Links;
import continuity.missioncontrol.forward.Deliveries;
import continuity.missioncontrol.forward.HookCounts;
import continuity.missioncontrol.forward.RecordedSession;
import continuity.missioncontrol.forward.Sessions;
import continuity.missioncontrol.journal.Pointer;
import continuity.sanitizer.Sanitizer;
import io.quarkus.runtime.Startup;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The way of a hook from the socket to the journal: read, reduce, sanitise, shorten, tie to its session, keep. */
@Startup
@ApplicationScoped
class HookIntake {

    private static final int MAX_SESSIONS = 2_000;
    private static final String EVENT = "hook_event_name";
    private static final Duration SESSION_REMEMBERED_FOR = Duration.ofHours(24);

    /** What may stand in an id: it is kept as it came, so it must not be able to hold anything else. */
    private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z0-9_.:-]{1,128}");

    private final Deliveries deliveries;
    private final DiskSpace disk;
    private final Sessions sessions;
    private final Sanitizer sanitizer;
    private final HookMetrics metrics;
    private final HookCounts counts;
    private final ClearedSessions cleared = new ClearedSessions();
    private final long largeBody;
    private final Semaphore largeBodies;
    private final LoadingCache<Session, SessionTrail> trails = Caffeine.newBuilder()
            .maximumSize(MAX_SESSIONS)
            .expireAfterAccess(SESSION_REMEMBERED_FOR)
            .build(session -> new SessionTrail());

    /** A session of a client. */
    record Session(String client, String id) {

        static Session of(Delivery hook) {
            return new Session(hook.client(), hook.sessionId());
        }
    }

    HookIntake(
            Deliveries deliveries,
            DiskSpace disk,
            Sessions sessions,
            Sanitizer sanitizer,
            HookMetrics metrics,
            HookCounts counts,
            HookConfig config) {
        this.deliveries = deliveries;
        this.disk = disk;
        this.sessions = sessions;
        this.sanitizer = sanitizer;
        this.metrics = metrics;
        this.counts = counts;
        this.largeBody = config.largeBody().asLongValue();
        this.largeBodies = new Semaphore(config.largeBodiesAtOnce());
    }

    @PostConstruct
    void takeUpWhereWeLeft() {
        deliveries.resume(hook -> {
            trails.get(Session.of(hook)).follow(hook);
            cleared.follow(hook);
        });
    }

    /**
     * A hook that was understood.
     *
     * @param event as the client calls it
     * @param kept completes when it is on disk; never fails
     */
    record Receipt(Delivery hook, String event, CompletableFuture<Void> kept) {}

    /** @throws IOException if the body could not be received */
    Optional<Receipt> take(Client client, InputStream body, long length, HookOrigin origin) throws IOException {
        var receivedAt = Instant.now();
        return read(body, length)
                .flatMap(own -> delivery(client, client.inCommonWords(own), receivedAt, origin)
                        .map(hook -> keep(hook, Objects.toString(own.get(EVENT)))));
    }

    /**
     * The same for a post of the git hook.
     *
     * @throws IOException if the body could not be received
     */
    Optional<Receipt> takeGit(InputStream body, long length, HookOrigin origin) throws IOException {
        var receivedAt = Instant.now();
        return limited(length, () -> GitHookBody.read(body))
                .flatMap(post -> gitDelivery(post, receivedAt, origin))
                .map(hook -> keep(hook, hook.event()));
    }

    /** The JSON object in the body, if it is one. */
    Optional<Map<String, Object>> read(InputStream body, long length) throws IOException {
        return limited(length, () -> HookBody.read(body));
    }

    /** Reads a body; null if it is not what it should be. */
    private interface Reading<T> {

        @Nullable
        T read() throws IOException;
    }

    /** What was read, few large bodies at a time; what is unreadable is counted. */
    private <T> Optional<T> limited(long length, Reading<T> reading) throws IOException {
        var isLarge = length < 0 || length > largeBody;
        if (isLarge) {
            largeBodies.acquireUninterruptibly();
        }
        try {
            var content = reading.read();
            if (content == null) {
                metrics.unreadable();
            }
            return Optional.ofNullable(content);
        } catch (JsonProcessingException e) {
            metrics.unreadable();
            return Optional.empty();
        } finally {
            if (isLarge) {
                largeBodies.release();
            }
        }
    }

    private Optional<Delivery> delivery(
            Client client, Map<String, Object> fields, Instant receivedAt, HookOrigin origin) {
        var session = identifier(fields, "session_id");
        var event = identifier(fields, EVENT);
        if (session == null || event == null) {
            metrics.unreadable();
            return Optional.empty();
        }
        var from = new Session(client.id, session);
        return Optional.of(delivery(from, event, body(from, event, fields, origin), receivedAt, origin));
    }

    private Optional<Delivery> gitDelivery(GitHookBody post, Instant receivedAt, HookOrigin origin) {
        var session = identifier(post.fields(), "session_id");
        if (session == null || !post.understood()) {
            metrics.unreadable();
        }
        return Optional.ofNullable(session)
                .map(id -> new Session(Client.CLAUDE_CODE.id, id))
                .map(from -> delivery(
                        from,
                        GitHookBody.EVENT,
                        body(from, GitHookBody.EVENT, post.fields(), origin),
                        receivedAt,
                        origin));
    }

    /** A hook of that session, with what is known of it at this moment. */
    Delivery delivery(Session session, String event, Map<String, Object> body, Instant receivedAt, HookOrigin origin) {
        var projectDir = origin.projectDir();
        var cleanDir =
                projectDir == null ? null : rulesOf(session, projectDir, origin).text(projectDir);
        if (event.equals("SessionStart") && !"compact".equals(body.get("source"))) {
            sessions.forget(session.client(), session.id()); // its next hooks belong to the next generation
        }
        var known = sessions.known(session.client(), session.id());
        return new Delivery(
                Uuid7.at(receivedAt),
                receivedAt,
                session.client(),
                session.id(),
                event,
                origin.machine(),
                cleanDir,
                known.map(RecordedSession::instanceId).orElse(null),
                known.map(RecordedSession::generation).orElse(null),
                origin.caller(),
                Links.NONE,
                body);
    }

    /** Whole fields are dropped first, for speed; sanitised is what remains; cut only after that. */
    private Map<String, Object> body(Session session, String event, Map<String, Object> fields, HookOrigin origin) {
        var trail = trails.get(session);
        Map<String, Object> kept;
        synchronized (trail) {
            kept = HookReduction.keep(event, fields, trail::hasEnded);
        }
        var rules = rulesOf(session, Objects.toString(fields.get("cwd"), ""), origin);
        var clean = new LinkedHashMap<>(rules.object(kept));
        for (var name : new String[] {"tool_use_id", "agent_id", "prompt_id"}) {
            var id = identifier(kept, name);
            if (id != null) {
                clean.put(name, id);
            }
        }
        return HookReduction.shorten(clean);
    }

    /**
     * The sanitizer for texts of that session.
     *
     * @param cwd tells the project of a new session if the request does not, as in {@link Delivery#directory}
     */
    Sanitizer rulesOf(Session session, String cwd, HookOrigin origin) {
        var projectDir = origin.projectDir();
        var directory = projectDir == null ? cwd : projectDir;
        return sanitizer.forProject(sessions.projectOf(session.client(), session.id(), directory));
    }

    /** Under the lock of the session, so that the order of the links is the order in the journal. */
    private Receipt keep(Delivery hook, String event) {
        var trail = trails.get(Session.of(hook));
        synchronized (trail) {
            var linked = cleared.take(trail.take(hook));
            if (linked.links().repeated()) {
                metrics.repeated();
                return new Receipt(linked, event, CompletableFuture.completedFuture(null));
            }
            var kept = accept(linked).handle((pointer, failure) -> {
                if (failure == null) {
                    metrics.captured();
                } else {
                    metrics.dropped(failure);
                    counts.notKept(linked.sessionId());
                }
                return (Void) null;
            });
            return new Receipt(linked, event, kept);
        }
    }

    /** While the disk is nearly full a hook is answered like any other, and lost. */
    private CompletableFuture<Pointer> accept(Delivery hook) {
        return disk.shortage()
                .map(shortage -> CompletableFuture.<Pointer>failedFuture(new IOException(shortage.detail())))
                .orElseGet(() -> deliveries.accept(hook));
    }

    static @Nullable String identifier(Map<String, Object> fields, String name) {
        return fields.get(name) instanceof String text
                        && IDENTIFIER.matcher(text).matches()
                ? text
                : null;
    }
}
