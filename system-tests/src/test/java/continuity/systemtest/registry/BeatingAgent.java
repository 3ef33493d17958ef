package continuity.systemtest.registry;

import continuity.systemtest.ServiceClient;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;

/** An agent that beats, always to the same registry, and to the next one after that has refused it. */
final class BeatingAgent {

    private final String id;
    private final List<URI> registries;
    private final TreeSet<Instant> accepted = new TreeSet<>();
    private int registry;

    /**
     * @param registered the database's time
     * @param registry index of the one that it begins with
     */
    BeatingAgent(String id, Instant registered, List<URI> registries, int registry) {
        this.id = id;
        this.registries = registries;
        this.registry = registry;
        accepted.add(registered);
    }

    String id() {
        return id;
    }

    /** One heartbeat, not repeated whatever comes of it. */
    Answer beat(ServiceClient client) throws InterruptedException {
        var asked = current();
        try {
            var response =
                    client.post(registries.get(asked).resolve("/api/v1/instances/" + id + "/heartbeat"), "{}", "");
            if (response.statusCode() == 200) {
                accepted(Instant.parse(
                        ServiceClient.json(response).path("last_heartbeat").asText()));
                return new Answer.Accepted();
            }
            goOnFrom(asked);
            return new Answer.Refused("status " + response.statusCode());
        } catch (HttpTimeoutException e) {
            goOnFrom(asked);
            return new Answer.None();
        } catch (IOException e) {
            goOnFrom(asked);
            return new Answer.Refused("connection error");
        }
    }

    /** What became of a heartbeat, as its sender knows it. */
    sealed interface Answer {

        record Accepted() implements Answer {}

        /** @param how the sender was told */
        record Refused(String how) implements Answer {}

        /** Nothing within {@link ServiceClient#PATIENCE}. */
        record None() implements Answer {}
    }

    /** The database's time of the newest heartbeat that was accepted. */
    synchronized Instant newestAccepted() {
        return accepted.last();
    }

    /** Longest time between two signs of life. */
    synchronized Duration longestSilence() {
        var longest = Duration.ZERO;
        var before = accepted.first();
        for (var beat : accepted) {
            if (Duration.between(before, beat).compareTo(longest) > 0) {
                longest = Duration.between(before, beat);
            }
            before = beat;
        }
        return longest;
    }

    private synchronized void accepted(Instant time) {
        accepted.add(time);
    }

    private synchronized int current() {
        return registry;
    }

    private synchronized void goOnFrom(int asked) {
        if (registry == asked) {
            registry = (asked + 1) % registries.size();
        }
    }
}
