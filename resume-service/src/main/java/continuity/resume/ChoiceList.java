package continuity.resume;

import continuity.kit.problem.InvalidInput;
import continuity.resume.HintResolution.Rule;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/**
 * A numbered list as it was shown; a choice refers to it whatever has happened since.
 *
 * @param hint what was typed
 */
record ChoiceList(UUID listId, Hint hint, Rule rule, List<String> instanceIds) {

    /** How long a list may be chosen from. */
    static final Duration VALID_FOR = Duration.ofMinutes(15);

    /** Longest list, in entries. */
    static final int MAX_LENGTH = 20;

    /**
     * @param n 1 for the first
     * @throws InvalidInput if the list has no such entry
     */
    String chosen(int n) {
        if (n < 1 || n > instanceIds.size()) {
            throw new InvalidInput("choice", "must be 1–%d, was %d".formatted(instanceIds.size(), n));
        }
        return instanceIds.get(n - 1);
    }
}
