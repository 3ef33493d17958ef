package continuity.missioncontrol.forward;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import continuity.missioncontrol.delivery.Delivery;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;

/** Sessions of which the registry said that another instance goes on with their work, and whether they know it. */
@ApplicationScoped
public class Takeovers {

    private static final int MAX_SESSIONS = 10_000;
    private static final Duration REMEMBERED_FOR = Duration.ofHours(12);

    private final Cache<Key, Takeover> takeovers = Caffeine.newBuilder()
            .maximumSize(MAX_SESSIONS)
            .expireAfterAccess(REMEMBERED_FOR)
            .build();

    private record Key(String client, String sessionId) {}

    private record Takeover(String successor, boolean told) {}

    /** The registry's answer to a sign of that session, unchanged. */
    public Answer heard(Delivery hook, Answer answer) {
        var successor = answer.text("superseded_by");
        if (answer.status() == 409 && answer.text("code").equals("instance_superseded") && !successor.isEmpty()) {
            takeovers.asMap().putIfAbsent(keyOf(hook), new Takeover(successor, false));
        }
        return answer;
    }

    /** The instance that goes on with that session's work, if it is to be told now; only once. */
    public Optional<String> tell(Delivery hook) {
        var takeover = takeovers.getIfPresent(keyOf(hook));
        return takeover != null
                        && !takeover.told()
                        && takeovers.asMap().replace(keyOf(hook), takeover, new Takeover(takeover.successor(), true))
                ? Optional.of(takeover.successor())
                : Optional.empty();
    }

    private static Key keyOf(Delivery hook) {
        return new Key(hook.client(), hook.sessionId());
    }
}
