package continuity.cli.demo;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** All agents of the demo, each on a thread of its own, until {@link #close}. */
public final class Fleet implements AutoCloseable {

    private static final Duration ENDS_WITHIN = Duration.ofSeconds(1);

    private final HookClient client;
    private final List<Thread> agents = new ArrayList<>();
    private boolean closed;

    private Fleet(HookClient client) {
        this.client = client;
    }

    /**
     * They begin at once.
     *
     * @param url of mission-control, which is ready
     * @param token of an agent
     */
    public static Fleet start(URI url, String token) {
        var fleet = new Fleet(new HookClient(url, token));
        var seed = 0;
        for (var agent : Scenario.read().agents()) {
            var pace = new Random(seed++);
            fleet.agents.add(Thread.ofVirtual()
                    .name("demo " + agent.machine() + agent.directory())
                    .start(() -> fleet.work(agent, pace)));
        }
        return fleet;
    }

    private void work(Scenario.Agent agent, Random random) {
        try {
            Thread.sleep(agent.startsAfter());
            while (true) {
                new ReplayedSession(agent, client, random).play();
                Thread.sleep(agent.rests());
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    /** Like a cut line: no agent says goodbye. What was sent is told once, in one line. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        agents.forEach(Thread::interrupt);
        client.close();
        try {
            for (var agent : agents) {
                agent.join(ENDS_WITHIN);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What was sent so far, in one line. */
    public String summary() {
        return "The demo's agents have sent %d hooks and status lines, %d of them in vain."
                .formatted(client.sent(), client.failed());
    }
}
