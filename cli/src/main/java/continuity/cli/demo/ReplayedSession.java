package continuity.cli.demo;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;

/** One client session of an agent, from its start to its end, under an id of its own. */
final class ReplayedSession {

    private static final Duration BEAT_EVERY = Duration.ofSeconds(5);
    private static final int FULLEST = 95;
    private static final int AFTER_COMPACTION = 9;

    private final Scenario.Agent agent;
    private final HookClient client;
    private final Random random;
    private final String session = UUID.randomUUID().toString();
    private int percent;
    private int pausesIn;

    ReplayedSession(Scenario.Agent agent, HookClient client, Random random) {
        this.agent = agent;
        this.client = client;
        this.random = random;
        this.percent = agent.context() == null ? 0 : agent.context().from();
        this.pausesIn = agent.pause() == null ? 0 : agent.pause().occurrence();
    }

    void play() throws InterruptedException {
        try (var tape = Tape.open(agent)) {
            var start = Objects.requireNonNull(tape.next(), agent.recording());
            var rewriting = new Rewriting(agent, start.path("session_id").asText(), session, random);
            rewriting.apply(start);
            send(start);
            for (var hook = tape.next(); hook != null; hook = tape.next()) {
                rewriting.apply(hook);
                send(hook);
                if (isPause(hook)) {
                    pause(start);
                }
            }
        }
    }

    private void send(ObjectNode hook) throws InterruptedException {
        var event = hook.path("hook_event_name").asText();
        Thread.sleep(before(event));
        client.hook(agent, hook);
        switch (event) {
            case "SessionStart" -> beat();
            case "PostToolUse", "PostToolUseFailure" -> {
                fill();
                beat();
            }
            case "PostCompact" -> {
                percent = AFTER_COMPACTION;
                beat();
            }
            default -> {
                // the status line has nothing new to say
            }
        }
    }

    /** People and models take their time, a tool takes some of it, the rest follows at once. */
    private Duration before(String event) {
        var pace = agent.pace().toMillis();
        return switch (event) {
            case "UserPromptSubmit", "PreToolUse", "Notification", "Stop" ->
                Duration.ofMillis(pace / 2 + random.nextLong(pace + 1));
            case "PostToolUse", "PostToolUseFailure" -> Duration.ofMillis(pace / 4);
            default -> Duration.ZERO;
        };
    }

    private boolean isPause(ObjectNode hook) {
        var pause = agent.pause();
        return pause != null
                && pause.after().equals(hook.path("hook_event_name").asText())
                && --pausesIn == 0;
    }

    private void pause(ObjectNode start) throws InterruptedException {
        var pause = Objects.requireNonNull(agent.pause());
        if (pause.silent()) {
            Thread.sleep(pause.lasts());
            client.hook(agent, start.deepCopy().put("source", "resume"));
            beat();
            return;
        }
        for (var beats = pause.lasts().dividedBy(BEAT_EVERY); beats > 0; beats--) {
            Thread.sleep(BEAT_EVERY);
            beat();
        }
    }

    private void fill() {
        if (agent.context() != null) {
            percent = Math.min(FULLEST, percent + agent.context().perCall());
        }
    }

    /** What the client's status line says; nothing if the agent has none. */
    private void beat() throws InterruptedException {
        if (agent.context() == null) {
            return;
        }
        var status = JsonNodeFactory.instance.objectNode();
        status.put("session_id", session).put("cwd", agent.directory());
        status.putObject("workspace").put("project_dir", agent.directory());
        status.putObject("context_window").put("used_percentage", percent);
        client.statusLine(agent, status);
    }
}
