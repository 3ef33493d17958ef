package continuity.missioncontrol.claudecode;

import continuity.missioncontrol.delivery.Delivery;
import continuity.missioncontrol.delivery.Links;
import continuity.missioncontrol.delivery.Links.Previous;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which session a cleared one goes on as. {@code /clear} ends the session and begins another one, and nothing in either
 * hook names the other: all that ties them is the machine, the project's directory and the moment.
 *
 * <p>As in {@link SessionTrail}, {@link #take} decides, {@link #follow} applies a hook whose links are decided.
 */
public final class ClearedSessions {

    /** The client begins the new session as soon as the hooks of the end have answered. */
    static final Duration AT_ONCE = Duration.ofSeconds(10);

    /** Directories remembered, and in each of them the last sessions: far more than people clear in ten seconds. */
    static final int MAX_PLACES = 1_000;

    static final int MAX_IN_A_PLACE = 20;

    private static final String CLEAR = "clear";

    private final Map<Place, Deque<Cleared>> places = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Place, Deque<Cleared>> eldest) {
            return size() > MAX_PLACES;
        }
    };

    private record Place(String client, @Nullable String machine, String directory) {}

    /** @param successor the session that it went on as, null until that has begun */
    private record Cleared(
            String session, Instant at, @Nullable String successor) {}

    /** Takes in a hook that has just arrived, and adds the session before, if it begins one after a {@code /clear}. */
    public synchronized Delivery take(Delivery hook) {
        var linked = hook.with(linksOf(hook, hook.links()));
        follow(linked);
        return linked;
    }

    private Links linksOf(Delivery hook, Links links) {
        return hook.event().equals("SessionStart") && CLEAR.equals(hook.body().get("source"))
                ? links.after(previous(hook))
                : links;
    }

    private @Nullable Previous previous(Delivery start) {
        var recent = places.getOrDefault(placeOf(start), new ArrayDeque<>()).stream()
                .filter(cleared -> !cleared.at().isAfter(start.receivedAt()))
                .filter(cleared -> cleared.at().plus(AT_ONCE).isAfter(start.receivedAt()))
                .filter(cleared -> !cleared.session().equals(start.sessionId()))
                .toList();
        return recent.reversed().stream()
                .filter(cleared ->
                        cleared.successor() == null || cleared.successor().equals(start.sessionId()))
                .findFirst()
                .map(cleared -> new Previous(cleared.session(), recent.size() == 1 ? "high" : "low"))
                .orElse(null);
    }

    /** Applies a hook whose links were decided when it arrived. */
    public synchronized void follow(Delivery hook) {
        var previous = hook.links().previous();
        if (previous != null) {
            replace(placeOf(hook), previous.sessionId(), hook.sessionId());
        } else if (hook.event().equals("SessionEnd") && CLEAR.equals(hook.body().get("reason"))) {
            remember(placeOf(hook), new Cleared(hook.sessionId(), hook.receivedAt(), null));
        }
    }

    private void remember(Place place, Cleared cleared) {
        var here = Objects.requireNonNullElseGet(places.remove(place), ArrayDeque<Cleared>::new);
        here.removeIf(other -> other.session().equals(cleared.session()));
        here.addLast(cleared);
        if (here.size() > MAX_IN_A_PLACE) {
            here.removeFirst();
        }
        places.put(place, here); // as the youngest
    }

    private void replace(Place place, String session, String successor) {
        var here = places.get(place);
        if (here != null) {
            var linked = here.stream()
                    .map(cleared ->
                            cleared.session().equals(session) ? new Cleared(session, cleared.at(), successor) : cleared)
                    .toList();
            places.put(place, new ArrayDeque<>(linked));
        }
    }

    private static Place placeOf(Delivery hook) {
        return new Place(hook.client(), hook.machine(), hook.directory());
    }
}
