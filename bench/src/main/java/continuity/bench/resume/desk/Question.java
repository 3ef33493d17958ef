package continuity.bench.resume.desk;

import continuity.bench.resume.desk.State.Tests;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What whoever goes on with the work wants to know. An answer is right as a whole, or wrong. */
public enum Question {
    FILES("files changed, and how"),
    TESTS("last tests, and which fail"),
    COMMIT("branch and last commit"),
    UNCOMMITTED("uncommitted files"),
    TODOS("open todos"),
    EPIC("current epic"),
    GOAL("last user goal"),
    FAILING("last failing command"),
    SUBAGENTS("sub-agents at work");

    /** A shortened text is the beginning of the whole one, and at least this long, in characters. */
    private static final int SHORTENED = 150;

    private static final int SHORT_HASH = 7;

    private final String words;

    Question(String words) {
        this.words = words;
    }

    /** As in a table. */
    public String words() {
        return words;
    }

    /** What {@code state} says to this question; null or empty for nothing. */
    public @Nullable Object in(State state) {
        return switch (this) {
            case FILES -> state.files();
            case TESTS -> state.tests();
            case COMMIT ->
                state.branch() == null && state.head() == null ? null : state.branch() + " at " + state.head();
            case UNCOMMITTED -> state.uncommitted();
            case TODOS -> state.todos();
            case EPIC -> state.epic();
            case GOAL -> state.goal();
            case FAILING -> state.failing();
            case SUBAGENTS -> state.subagents();
        };
    }

    /**
     * Whether {@code told} is right; empty where there is nothing to tell and nothing was told.
     *
     * @param truth the state as it is
     * @param told the state as a resume tells it
     */
    public Optional<Boolean> isRight(State truth, State told) {
        var nothing = saysNothing(in(truth)) && saysNothing(in(told));
        return nothing ? Optional.empty() : Optional.of(agree(truth, told));
    }

    private static boolean saysNothing(@Nullable Object answer) {
        return answer == null
                || (answer instanceof Collection<?> list && list.isEmpty())
                || (answer instanceof Map<?, ?> map && map.isEmpty());
    }

    private boolean agree(State truth, State told) {
        return switch (this) {
            case TESTS -> sameTests(truth.tests(), told.tests());
            case COMMIT -> Objects.equals(truth.branch(), told.branch()) && sameHash(truth.head(), told.head());
            case GOAL, FAILING -> sameText((String) in(truth), (String) in(told));
            case EPIC -> Objects.equals(number(truth.epic()), number(told.epic()));
            case FILES, UNCOMMITTED, TODOS, SUBAGENTS -> Objects.equals(in(truth), in(told));
        };
    }

    /** {@code epic-003} and {@code 003} are one epic. */
    private static @Nullable String number(@Nullable String epic) {
        return epic == null ? null : epic.replaceFirst("^epic-", "");
    }

    /** Runners print more than the name of a test: its class, its file. */
    private static boolean sameTests(@Nullable Tests truth, @Nullable Tests told) {
        return truth != null
                && told != null
                && truth.passed() == told.passed()
                && truth.failed() == told.failed()
                && truth.failing().size() == told.failing().size()
                && truth.failing().stream()
                        .allMatch(name -> told.failing().stream().anyMatch(printed -> printed.contains(name)));
    }

    private static boolean sameHash(@Nullable String truth, @Nullable String told) {
        if (truth == null || told == null) {
            return Objects.equals(truth, told);
        }
        return told.length() >= SHORT_HASH && truth.startsWith(told);
    }

    private static boolean sameText(@Nullable String truth, @Nullable String told) {
        if (truth == null || told == null) {
            return Objects.equals(truth, told);
        }
        var whole = inOneLine(truth);
        var shown = inOneLine(told);
        var begun = shown.endsWith("…") ? shown.substring(0, shown.length() - 1) : shown;
        return whole.equals(shown) || (begun.length() >= SHORTENED && whole.startsWith(begun));
    }

    private static String inOneLine(String text) {
        return text.strip().replaceAll("\\s+", " ");
    }
}
