package continuity.resume.fold;

import continuity.contracts.EventAppended;
import continuity.contracts.WorkState;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the user asked for, and whether the agent was still at it.
 *
 * @param prompts the newest few
 * @param latestRequest the newest prompt that says more than "yes" or "go on"
 * @param turnBegan the newest prompt of any kind
 * @param turnEnded the newest end of a turn that was not cut short
 * @param lastAnswer what the agent said when it last ended its turn
 * @param inputRequested the newest question to the user, in the client's words
 */
public record Conversation(
        Oldest<String> firstPrompt,
        Newest<String> latestPrompt,
        NewestFew<String> prompts,
        Newest<String> latestRequest,
        Newest<String> turnBegan,
        Newest<String> turnEnded,
        Newest<String> lastAnswer,
        Newest<String> inputRequested)
        implements Part<Conversation> {

    static final int MAX_PROMPTS = 5;

    static final Conversation NONE = new Conversation(
            new Oldest<>(null),
            Newest.none(),
            NewestFew.none(MAX_PROMPTS),
            Newest.none(),
            Newest.none(),
            Newest.none(),
            Newest.none(),
            Newest.none());

    /** A prompt of no other words answers the agent rather than asks for something. */
    private static final Set<String> ASSENT = Set.of(
            ("y yes yep yeah ok okay k sure right correct good great fine nice perfect thanks thank you please go going"
                            + " on ahead continue proceed carry keep resume do it that this so then now and again next"
                            + " lgtm ship try once more one two first second other option yup sounds approved agreed exactly"
                            + " no n ja bitte weiter mach gerne passt genau los oui vas si sí vale sigue hai 继续 好 好的 是 是的 可以")
                    .split(" "));

    private static final Pattern NO_LETTERS = Pattern.compile("\\P{L}+");

    /** A prompt that asks for a resume says nothing about the work. */
    private static final Pattern RESUME = Pattern.compile("\\s*/?resume(\\s+\\S+)?\\s*", Pattern.CASE_INSENSITIVE);

    public Conversation {
        inputRequested = Objects.requireNonNullElse(inputRequested, Newest.none()); // not in fold version 1
        prompts = Objects.requireNonNullElse(prompts, NewestFew.none(MAX_PROMPTS)); // nor, like the others, before 7
        latestRequest = Objects.requireNonNullElse(latestRequest, Newest.none());
        lastAnswer = Objects.requireNonNullElse(lastAnswer, Newest.none());
    }

    static Conversation of(EventAppended event) {
        var data = new Fields(event.eventData());
        return switch (event.eventType()) {
            case "user_message" -> prompted(event, data.excerpt(Excerpt.PROMPT, "text"));
            case "turn_ended" -> "failed".equals(data.text("outcome")) ? NONE : answered(event, data);
            case "input_requested" -> {
                var message = data.excerpt(Excerpt.NOTE, "message", "reason");
                var asked = Seen.in(event, message == null ? "input" : message);
                yield new Conversation(
                        NONE.firstPrompt,
                        NONE.latestPrompt,
                        NONE.prompts,
                        NONE.latestRequest,
                        NONE.turnBegan,
                        NONE.turnEnded,
                        NONE.lastAnswer,
                        new Newest<>(asked));
            }
            default -> NONE;
        };
    }

    /** A turn that failed, of which the model's host tells, leaves its prompt unanswered. */
    private static Conversation answered(EventAppended event, Fields data) {
        var said = data.excerpt(Excerpt.PROMPT, "last_message");
        return new Conversation(
                NONE.firstPrompt,
                NONE.latestPrompt,
                NONE.prompts,
                NONE.latestRequest,
                NONE.turnBegan,
                new Newest<>(Seen.in(event, "completed")),
                new Newest<>(said == null ? null : Seen.in(event, said)),
                NONE.inputRequested);
    }

    private static Conversation prompted(EventAppended event, @Nullable String text) {
        var began = new Newest<>(Seen.in(event, "prompt"));
        var prompt = text == null || RESUME.matcher(text).matches() ? null : Seen.in(event, text);
        return new Conversation(
                new Oldest<>(prompt),
                new Newest<>(prompt),
                new NewestFew<>(MAX_PROMPTS, prompt == null ? List.of() : List.of(prompt)),
                new Newest<>(prompt == null || !isRequest(prompt.value()) ? null : prompt),
                began,
                NONE.turnEnded,
                NONE.lastAnswer,
                NONE.inputRequested);
    }

    /** Whether a prompt says what is wanted, rather than only answers the agent. */
    public static boolean isRequest(String text) {
        return NO_LETTERS
                .splitAsStream(text.toLowerCase(Locale.ROOT))
                .anyMatch(word -> !word.isEmpty() && !ASSENT.contains(word));
    }

    @Override
    public Conversation join(Conversation other) {
        return new Conversation(
                firstPrompt.join(other.firstPrompt),
                latestPrompt.join(other.latestPrompt),
                prompts.join(other.prompts),
                latestRequest.join(other.latestRequest),
                turnBegan.join(other.turnBegan),
                turnEnded.join(other.turnEnded),
                lastAnswer.join(other.lastAnswer),
                inputRequested.join(other.inputRequested));
    }

    @Override
    public Conversation inheritedFrom(String instanceId) {
        return new Conversation(
                firstPrompt.inheritedFrom(instanceId),
                latestPrompt.inheritedFrom(instanceId),
                prompts.inheritedFrom(instanceId),
                latestRequest.inheritedFrom(instanceId),
                turnBegan.inheritedFrom(instanceId),
                turnEnded.inheritedFrom(instanceId),
                lastAnswer.inheritedFrom(instanceId),
                NONE.inputRequested); // who asked is gone
    }

    /** Without what was said after that moment; that a turn has ended is true all the same. */
    Conversation until(Instant moment) {
        return new Conversation(
                firstPrompt,
                latestPrompt.until(moment),
                prompts.until(moment),
                latestRequest.until(moment),
                turnBegan.until(moment),
                turnEnded,
                lastAnswer.until(moment),
                inputRequested.until(moment));
    }

    WorkState.Goal goal() {
        return new WorkState.Goal(
                said(firstPrompt.seen()), said(latestPrompt.seen()), earlierPrompts(), said(lastAnswer.seen()));
    }

    private List<WorkState.Said> earlierPrompts() {
        var told = new HashSet<String>();
        Stream.of(firstPrompt.seen(), latestPrompt.seen())
                .filter(Objects::nonNull)
                .forEach(prompt -> told.add(prompt.source()));
        return Stream.concat(prompts.items().stream(), Stream.ofNullable(latestRequest.seen()))
                .filter(prompt -> told.add(prompt.source())) // one record may have come in two ways
                .map(prompt -> new WorkState.Said(prompt.value(), prompt.at(), prompt.source()))
                .toList();
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

    private static WorkState.@Nullable Said said(@Nullable Seen<String> words) {
        return words == null ? null : new WorkState.Said(words.value(), words.at(), words.source());
    }
}
