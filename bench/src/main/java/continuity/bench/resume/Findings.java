package continuity.bench.resume;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import continuity.bench.frame.Figure;
import continuity.bench.frame.Report;
import continuity.bench.frame.Report.Sheet;
import continuity.bench.resume.ResumeBench.Plan;
import continuity.bench.resume.desk.Question;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** What all verdicts together say, as tables and bars. */
final class Findings {

    private static final int LEAST_RIGHT = 97;
    private static final int LEAST_RIGHT_OF_ONE = 92;
    private static final int MOST_CALIBRATION_ERROR = 5;

    private final Plan plan;
    private final boolean canLoseState;
    private final List<Verdict> verdicts;
    private final List<Verdict> drifted;
    private final Calibration calibration;

    /** @param canLoseState whether the stored state of a cut could be deleted where that was to be tried */
    Findings(Plan plan, boolean canLoseState, List<Verdict> verdicts) {
        this.plan = plan;
        this.canLoseState = canLoseState;
        this.verdicts = verdicts.stream()
                .filter(verdict -> !verdict.cut().isLeftToOthers())
                .toList();
        this.drifted = verdicts.stream()
                .filter(verdict -> verdict.cut().isLeftToOthers())
                .toList();
        this.calibration = Calibration.of(all().toList());
    }

    void tell(Report report) {
        judge(report);
        report.add(
                new Figure("right answers", "%", List.of(Accuracy.of(verdicts).percent()), null));
        report.add(new Figure("calibration error", "points", List.of(calibration.error()), null));
        report.add(sheet("By question", questions()));
        report.add(sheet(
                "By kind of story", byGroup(verdict -> verdict.cut().story().kind())));
        report.add(sheet("By checkpoint", byGroup(Findings::hasCheckpoint)));
        report.add(sheet("By stored state", byGroup(this::stored)));
        report.add(sheet("By steps since the last checkpoint", byGroup(Findings::distance)));
        report.add(sheet(
                "By place of the resume",
                byGroup(verdict -> verdict.cut().place().words())));
        report.add(new Sheet(
                "When somebody worked on before the resume",
                List.of("", "RIGHT", "TOLD AS DRIFT", "SAID NOT CHECKED", "WRONG AND SILENT"),
                List.of(drifted(Question.COMMIT), drifted(Question.UNCOMMITTED)),
                true));
        report.add(calibrated("Calibration", "CONFIDENCE", calibration.bands()));
        report.add(calibrated("By reason of a deduction", "REASON", calibration.reasons()));
        report.add(new Sheet(
                "Wrong answers",
                List.of("STORY", "CUT OFF AFTER", "QUESTION", "TRUTH", "TOLD"),
                all().flatMap(verdict -> wrong(verdict).stream()).toList(),
                plan.showsWrong()));
        report.note(
                "%d stories and recordings, cut off %d times; seed %d. An answer is right as a whole or wrong; one to a question of which neither the truth nor the answer says anything does not count, nor one whose truth a recording does not tell. The %d resumes before which somebody worked on count for the calibration only, where what is named as drift is told."
                        .formatted(
                                all().map(verdict -> verdict.cut().story().toString())
                                        .distinct()
                                        .count(),
                                verdicts.size() + drifted.size(),
                                plan.seed(),
                                drifted.size()));
    }

    private Stream<Verdict> all() {
        return Stream.concat(verdicts.stream(), drifted.stream().map(Drift::readAsAWhole));
    }

    private List<String> drifted(Question question) {
        var counts = new EnumMap<Drift, Integer>(Drift.class);
        drifted.forEach(verdict -> counts.merge(Drift.of(verdict, question), 1, Integer::sum));
        var row = new ArrayList<>(List.of(question.words()));
        for (var drift : Drift.values()) {
            row.add(String.valueOf(counts.getOrDefault(drift, 0)));
        }
        return row;
    }

    /** Of a part of the stories, or of agents that tell less, no bar can be asked. */
    private void judge(Report report) {
        if (!plan.only().isEmpty() || !plan.asksGit()) {
            return;
        }
        if (Accuracy.of(verdicts).percent() < LEAST_RIGHT) {
            report.miss("less than %d %% of the answers are right".formatted(LEAST_RIGHT));
        }
        for (var question : Question.values()) {
            if (Accuracy.of(verdicts, question).percent() < LEAST_RIGHT_OF_ONE) {
                report.miss("%s: less than %d %%".formatted(question.words(), LEAST_RIGHT_OF_ONE));
            }
        }
        if (calibration.error() > MOST_CALIBRATION_ERROR) {
            report.miss("calibration error of more than %d points".formatted(MOST_CALIBRATION_ERROR));
        }
    }

    private static Sheet sheet(String title, List<List<String>> rows) {
        return new Sheet(title, List.of("", "RIGHT", "ANSWERS"), rows, true);
    }

    private static Sheet calibrated(String title, String what, List<Calibration.Band> bands) {
        var headings = List.of(what, "RESUMES", "PREDICTED", "MEASURED");
        return new Sheet(
                title, headings, bands.stream().map(Calibration.Band::row).toList(), true);
    }

    private List<List<String>> questions() {
        return List.of(Question.values()).stream()
                .map(question -> Accuracy.of(verdicts, question).row(question.words()))
                .toList();
    }

    private List<List<String>> byGroup(Function<Verdict, String> group) {
        return verdicts.stream().collect(groupingBy(group, LinkedHashMap::new, toList())).entrySet().stream()
                .map(entry -> Accuracy.of(entry.getValue()).row(entry.getKey()))
                .toList();
    }

    private static String hasCheckpoint(Verdict verdict) {
        return verdict.cut().sinceCheckpoint().isPresent() ? "with a checkpoint" : "without";
    }

    private String stored(Verdict verdict) {
        return verdict.cut().stateLost() && canLoseState ? "lost, and made again" : "sound";
    }

    private static String distance(Verdict verdict) {
        var steps = verdict.cut().sinceCheckpoint();
        if (steps.isEmpty()) {
            return "no checkpoint";
        }
        return steps.getAsInt() < 5 ? "0–4" : steps.getAsInt() < 20 ? "5–19" : "20 and more";
    }

    private static List<List<String>> wrong(Verdict verdict) {
        return verdict.answers().entrySet().stream()
                .filter(answer -> !answer.getValue())
                .map(answer -> List.of(
                        verdict.cut().story().toString(),
                        "%d, %s"
                                .formatted(
                                        verdict.cut().last(),
                                        verdict.cut().end().what()),
                        answer.getKey().words(),
                        String.valueOf(answer.getKey().in(verdict.truth())),
                        String.valueOf(answer.getKey().in(verdict.told().state()))))
                .toList();
    }
}
