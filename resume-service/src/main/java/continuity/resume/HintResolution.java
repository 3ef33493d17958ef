package continuity.resume;

import continuity.resume.fold.Epics;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which instances a hint means, and by which rule.
 *
 * @param matches those with work first, of these the newest heartbeat first; see {@link #isQuestion}
 * @param inTheWay what the rules would have meant, had it not been running or resumed already; only without matches of
 *     the caller's own project
 */
record HintResolution(Rule rule, List<Candidate> matches, List<Candidate> inTheWay) {

    /** In the order in which they are tried; the first that means any instance decides. */
    enum Rule {
        LATEST,
        /** The newest was asked for, but only other projects than the caller's have any. */
        LATEST_ELSEWHERE,
        FULL_ID,
        ID_AT_MACHINE,
        PROJECT,
        EPIC,
        SHORT_ID,
        MACHINE;

        /** Whether the rule names one instance, so that finished ones count as well. */
        boolean namesInstance() {
            return this == FULL_ID || this == ID_AT_MACHINE || this == SHORT_ID;
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Resolves by the rules in their order.
     *
     * @param finishedToo whether instances that ended on purpose count where the hint names no single one
     * @param project the caller's own, whose newest is the latest; null when the latest may be of any
     * @param known every instance in the caller's scope that some rule could mean, newest heartbeat first, without the
     *     caller's own
     */
    static HintResolution of(Hint hint, boolean finishedToo, @Nullable String project, List<Candidate> known) {
        if (hint.isLatest()) {
            return latest(project, finishedToo, known);
        }
        for (var rule : Rule.values()) {
            var meant = known.stream().filter(meaning(rule, hint)).toList();
            if (!meant.isEmpty()) { // a project's name never means another's work, though that project has none left
                var resumable = resumable(meant, finishedToo || rule.namesInstance());
                return new HintResolution(rule, resumable, resumable.isEmpty() ? inTheWay(meant) : List.of());
            }
        }
        return new HintResolution(Rule.SHORT_ID, List.of(), List.of());
    }

    private static HintResolution latest(@Nullable String project, boolean finishedToo, List<Candidate> known) {
        var here = known.stream()
                .filter(candidate -> project == null || candidate.project().equals(project))
                .toList();
        var resumable = resumable(here, finishedToo);
        if (!resumable.isEmpty()) {
            return new HintResolution(Rule.LATEST, resumable, List.of());
        }
        var elsewhere = resumable(known, finishedToo);
        var rule = elsewhere.isEmpty() ? Rule.LATEST : Rule.LATEST_ELSEWHERE;
        return new HintResolution(rule, elsewhere, with(Standing.ACTIVE, here));
    }

    /** Whether the user must choose: nothing of several, or of another project, is claimed unasked. */
    boolean isQuestion() {
        return rule == Rule.LATEST_ELSEWHERE || (matches.size() > 1 && rule != Rule.LATEST);
    }

    /** Whether the hint is an id of that one, or the beginning of one. */
    static boolean names(Hint hint, Candidate candidate) {
        return Stream.of(Rule.values())
                .filter(Rule::namesInstance)
                .anyMatch(rule -> meaning(rule, hint).test(candidate));
    }

    private static Predicate<Candidate> meaning(Rule rule, Hint hint) {
        return switch (rule) {
            case LATEST, LATEST_ELSEWHERE -> candidate -> false;
            case FULL_ID -> candidate -> candidate.instanceId().equalsIgnoreCase(hint.text());
            case ID_AT_MACHINE ->
                candidate -> hint.namesMachine()
                        && candidate.instanceId().equalsIgnoreCase(hint.idWithoutMachine())
                        && hint.machine().equals(candidate.hostMachine());
            case PROJECT -> candidate -> candidate.project().equals(hint.text());
            case EPIC -> candidate -> Epics.key(hint.text()).equals(candidate.epicKey());
            case SHORT_ID -> candidate -> candidate.shortId().startsWith(hint.shortIdPrefix());
            case MACHINE -> candidate -> hint.text().equals(candidate.hostMachine());
        };
    }

    /** The living ones, else those whose work goes on elsewhere. */
    private static List<Candidate> inTheWay(List<Candidate> candidates) {
        var active = with(Standing.ACTIVE, candidates);
        return active.isEmpty() ? with(Standing.SUPERSEDED, candidates) : active;
    }

    private static List<Candidate> with(Standing standing, List<Candidate> candidates) {
        return candidates.stream()
                .filter(candidate -> candidate.standing() == standing)
                .toList();
    }

    /** Those in which nothing was ever done come last, however new they are. */
    private static List<Candidate> resumable(List<Candidate> candidates, boolean finishedToo) {
        return candidates.stream()
                .filter(candidate -> candidate.standing() == Standing.INTERRUPTED
                        || (finishedToo && candidate.standing() == Standing.FINISHED))
                .sorted(Comparator.comparing(candidate -> !candidate.hasWork()))
                .toList();
    }
}
