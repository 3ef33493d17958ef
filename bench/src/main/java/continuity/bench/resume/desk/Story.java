package continuity.bench.resume.desk;

import java.util.Optional;
import java.util.OptionalInt;
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
            throw notAsTold(e);
        }
    }

    /**
     * Plays it until the agent's connection drops after the step {@code last}. Then somebody works on by hand, and a
     * new session in the same directory is told to resume. Empty where nothing can be committed by hand.
     */
    public Optional<Played> leftToOthers(ClientSettings settings, int last) {
        try (var desk = new Desk(settings, ground, last)) {
            try {
                script.accept(desk.agent());
            } catch (Desk.Dropped _) {
                // as it is to be
            }
            return desk.goesOnWithoutAgent()
                    .map(successor -> new Played(kind, name, desk.steps(), OptionalInt.of(successor)));
        } catch (RuntimeException e) {
            throw notAsTold(e);
        }
    }

    private IllegalStateException notAsTold(RuntimeException e) {
        return new IllegalStateException("the story “%s” does not go as told".formatted(name), e);
    }

    @Override
    public String toString() {
        return kind + ": " + name;
    }
}
