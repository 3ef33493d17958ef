package continuity.resume.fold;

import continuity.contracts.EventAppended;
import continuity.contracts.WorkState;
import java.time.Instant;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the user asked for, and whether the agent was still at it.
 *
 * @param turnBegan the newest prompt of any kind
 * @param turnEnded the newest end of a turn, with its outcome
 * @param inputRequested the newest question to the user, in the client's words
 */
public record Conversation(
        Oldest<String> firstPrompt,
        Newest<String> latestPrompt,
        Newest<String> turnBegan,
        Newest<String> turnEnded,
        Newest<String> inputRequested)
        implements Part<Conversation> {

    static final Conversation NONE =
            new Conversation(new Oldest<>(null), Newest.none(), Newest.none(), Newest.none(), Newest.none());

    /** A prompt that asks for a resume says nothing about the work. */
    private static final Pattern RESUME = Pattern.compile("\\s*/?resume(\\s+\\S+)?\\s*", Pattern.CASE_INSENSITIVE);

    public Conversation {
        inputRequested = Objects.requireNonNullElse(inputRequested, Newest.none()); // fold version 1 did not store it
    }

    static Conversation of(EventAppended event) {
        var data = new Fields(event.eventData());
        return switch (event.eventType()) {
            case "user_message" -> prompted(event, data.excerpt(Excerpt.PROMPT, "text"));
            case "turn_ended" -> {
                var outcome = data.text("outcome");
                yield new Conversation(
                        NONE.firstPrompt,
                        Newest.none(),
                        Newest.none(),
                        new Newest<>(Seen.in(event, outcome == null ? "completed" : outcome)),
                        Newest.none());
            }
            case "input_requested" -> {
                var message = data.excerpt(Excerpt.NOTE, "message", "reason");
                var asked = Seen.in(event, message == null ? "input" : message);
                yield new Conversation(
                        NONE.firstPrompt, Newest.none(), Newest.none(), Newest.none(), new Newest<>(asked));
            }
            default -> NONE;
        };
    }

    private static Conversation prompted(EventAppended event, @Nullable String text) {
        var began = new Newest<>(Seen.in(event, "prompt"));
        if (text == null || RESUME.matcher(text).matches()) {
            return new Conversation(NONE.firstPrompt, Newest.none(), began, Newest.none(), Newest.none());
        }
        var prompt = Seen.in(event, text);
        return new Conversation(new Oldest<>(prompt), new Newest<>(prompt), began, Newest.none(), Newest.none());
    }

    @Override
    public Conversation join(Conversation other) {
        return new Conversation(
                firstPrompt.join(other.firstPrompt),
                latestPrompt.join(other.latestPrompt),
                turnBegan.join(other.turnBegan),
                turnEnded.join(other.turnEnded),
                inputRequested.join(other.inputRequested));
    }

    @Override
    public Conversation inheritedFrom(String instanceId) {
        return new Conversation(
                firstPrompt.inheritedFrom(instanceId),
                latestPrompt.inheritedFrom(instanceId),
                turnBegan.inheritedFrom(instanceId),
                turnEnded.inheritedFrom(instanceId),
                NONE.inputRequested); // who asked is gone
    }

    WorkState.Goal goal() {
        return new WorkState.Goal(said(firstPrompt.seen()), said(latestPrompt.seen()));
    }

    /** Whether the newest prompt has not been answered yet. */
    public boolean openTurn() {
        return turnBegan.after(turnEnded);
    }

    /** The question to the user, unless something has happened since. */
    WorkState.@Nullable AwaitedInput awaitedInput(Newest<?> work) {
        var asked = inputRequested.seen();
        return asked == null || work.after(inputRequested)
                ? null
                : new WorkState.AwaitedInput(asked.value(), asked.at(), asked.source());
    }

    /** A tool call older than this belongs to a turn that is over: prompts arrive only between tool calls. */
    Instant lastBoundary() {
        var newest = turnBegan.after(turnEnded) ? turnBegan.seen() : turnEnded.seen();
        return newest == null ? Instant.MIN : newest.at();
    }

    private static WorkState.@Nullable Said said(@Nullable Seen<String> prompt) {
        return prompt == null ? null : new WorkState.Said(prompt.value(), prompt.at(), prompt.source());
    }
}
