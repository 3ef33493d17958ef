package continuity.missioncontrol.claudecode;

import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A prompt that asks for a resume: {@code resume}, {@code resume 8f4a2b}, in any case and nothing else. "resume the
 * work on …" is for the model.
 *
 * @param hint what to resume, null for the newest
 */
public record ResumePrompt(@Nullable String hint) {

    private static final Pattern GRAMMAR = Pattern.compile("\\s*resume(?:\\s+(\\S+))?\\s*", Pattern.CASE_INSENSITIVE);

    /** {@code 003} is an epic, so a number with a leading zero chooses nothing. */
    private static final Pattern NUMBER = Pattern.compile("0|-?[1-9][0-9]?");

    public static Optional<ResumePrompt> in(String prompt) {
        var matcher = GRAMMAR.matcher(prompt);
        return matcher.matches() ? Optional.of(new ResumePrompt(matcher.group(1))) : Optional.empty();
    }

    /** The number in it, if it may be a choice from a list; one that the list does not have is refused by its maker. */
    public Optional<Integer> choice() {
        var text = hint;
        return text != null && NUMBER.matcher(text).matches() ? Optional.of(Integer.valueOf(text)) : Optional.empty();
    }
}
