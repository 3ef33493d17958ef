package continuity.bench.resume.desk;

import java.util.function.Consumer;

/**
 * A way in which work goes.
 *
 * @param kind of story: {@code bug hunt}
 * @param ground what is there at the beginning
 * @param script what the agent does; it fails where something does not go as told
 */
public record Story(String kind, String name, Ground ground, Consumer<Agent> script) {

    /** Plays it at a desk of its own. */
    public Played play(ClientSettings settings) {
        try (var desk = new Desk(settings, ground)) {
            script.accept(desk.agent());
            return new Played(kind, name, desk.steps());
        } catch (RuntimeException e) {
            throw new IllegalStateException("the story “%s” does not go as told".formatted(name), e);
        }
    }

    @Override
    public String toString() {
        return kind + ": " + name;
    }
}
