package continuity.resume.packet;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far a resume can be trusted, and what was deducted from 100 for which reason.
 *
 * @param score 0–100
 * @param level high from 90, moderate from 70, low from 50, else very-low
 * @param deductions add up to 100 − score, unless that would be negative
 * @param warning null from 80 on
 */
public record Confidence(
        int score,
        String level,
        List<Deduction> deductions,
        @Nullable String warning) {

    static final Duration FRESH = Duration.ofMinutes(30);
    static final int WARN_BELOW = 80;
    private static final int MOST_FOR_AGE = 30;

    /** These three were chosen so that {@code ./continuity bench resume} finds confidence and accuracy together. */
    private static final int NO_GIT = 2;

    private static final int NO_MAPPING = 3;
    private static final int NOT_CHECKED = 1;
    private static final int MAX_REPAIRS = 3;

    /** Points taken off for one reason. */
    public record Deduction(int points, String reason) {}

    public static Confidence of(PastRun run, Instant now) {
        var deductions = new ArrayList<Deduction>();
        var kind = run.basis().kind();
        deduct(deductions, 100 - kind.confidence(), "rests on " + kind.words());
        deduct(deductions, forAge(run, now), "newest evidence is " + Ages.between(run.newestEvidence(), now) + " old");
        if (run.basis().missingEvents() > 0) {
            deduct(deductions, 20, run.basis().missingEvents() + " events are missing in the sequence");
        }
        forLag(deductions, run.basis().lag());
        forRepairs(deductions, run.basis().repairs());
        if (!run.work().git().observed()) {
            deduct(deductions, NO_GIT, "git state unknown: inferred from commands, not observed");
        } else if (run.gitIsOutdated()) {
            deduct(deductions, NO_GIT, "git state is older than the last edit");
        }
        if (run.isElsewhere() && !run.paths().isKnown()) {
            deduct(deductions, NO_MAPPING, "another machine, and no mapping of its paths");
        }
        forValidity(deductions, Validity.of(run));
        var total = deductions.stream().mapToInt(Deduction::points).sum();
        var score = Math.max(0, 100 - total);
        var warning = score < WARN_BELOW ? "Verify this state before you rely on it" : null;
        return new Confidence(score, level(score), List.copyOf(deductions), warning);
    }

    /** Five points for each half hour beyond the first. */
    private static int forAge(PastRun run, Instant now) {
        var beyond = Duration.between(run.newestEvidence(), now).minus(FRESH);
        return beyond.isNegative() ? 0 : (int) Math.min(MOST_FOR_AGE, 5 * beyond.dividedBy(FRESH));
    }

    private static void forValidity(List<Deduction> deductions, Validity validity) {
        if (!validity.checked()) {
            deduct(deductions, NOT_CHECKED, "not checked: whether directory, branch and files are still there");
            return;
        }
        deduct(
                deductions,
                validity.filesChecked() ? 0 : NOT_CHECKED,
                "not checked: whether the uncommitted changes are still where they were");
        deduct(
                deductions,
                validity.sameCheckout() ? 0 : 5,
                "another branch or commit is checked out where this goes on");
        deduct(deductions, validity.sameFiles() ? 0 : 5, "uncommitted changes are no longer there");
    }

    private static void forLag(List<Deduction> deductions, Lag lag) {
        switch (lag.state()) {
            case LAGGING -> deduct(deductions, 20, "projection lagging: " + lag.words());
            case NOT_CHECKED -> deduct(deductions, 5, "not checked: " + lag.words());
            case NONE -> {}
        }
    }

    /** A run may go on from many others; what each of their repairs was does not matter. */
    private static void forRepairs(List<Deduction> deductions, List<Deduction> repairs) {
        var itemised = Math.min(MAX_REPAIRS, repairs.size());
        deductions.addAll(repairs.subList(0, itemised));
        var others = repairs.subList(itemised, repairs.size());
        deduct(
                deductions,
                others.stream().mapToInt(Deduction::points).sum(),
                "%s of the states it goes on from".formatted(Counts.of(others.size(), "more repair")));
    }

    private static void deduct(List<Deduction> deductions, int points, String reason) {
        if (points > 0) {
            deductions.add(new Deduction(points, reason));
        }
    }

    private static String level(int score) {
        if (score >= 90) {
            return "high";
        }
        if (score >= 70) {
            return "moderate";
        }
        return score >= 50 ? "low" : "very-low";
    }
}
