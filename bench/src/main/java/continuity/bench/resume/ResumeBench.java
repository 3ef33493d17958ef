package continuity.bench.resume;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import com.fasterxml.jackson.databind.JsonNode;
import continuity.bench.frame.Api;
import continuity.bench.frame.Backbone;
import continuity.bench.frame.Figure;
import continuity.bench.frame.Figure.Floor;
import continuity.bench.frame.Report;
import continuity.bench.frame.Report.Sheet;
import continuity.bench.frame.TestedSystem;
import continuity.bench.resume.desk.ClientSettings;
import continuity.bench.resume.desk.Question;
import continuity.bench.resume.recording.Recordings;
import continuity.bench.resume.story.Stories;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;

/** What is told of work that was cut off, beside how that work stood. */
public final class ResumeBench {

    private static final int LEAST_RIGHT = 97;
    private static final int LEAST_RIGHT_OF_ONE = 92;
    private static final int MOST_CALIBRATION_ERROR = 5;

    /** So many replays at a time; each waits most of its time. */
    private static final int SIDE_BY_SIDE = 16;

    private final Api api;
    private final Api operator;
    private final Optional<Backbone> backbone;
    private final Plan plan;
    private final Times resumes = new Times();
    private final Times contexts = new Times();
    private final Times floors = new Times();

    /**
     * What is to be measured.
     *
     * @param cuts of each story
     * @param seed decides where
     * @param only a part of a story's kind or name; empty for all
     * @param showsWrong whether people see every wrong answer
     */
    public record Plan(int cuts, long seed, String only, boolean showsWrong) {

        public static final Plan DEFAULT = new Plan(4, 1, "", false);
    }

    public ResumeBench(TestedSystem system, Plan plan) {
        this.api = system.api();
        this.operator = system.operator();
        this.backbone = system.backbone();
        this.plan = plan;
    }

    public void run(Report report) throws Exception {
        var cuts = cuts();
        var verdicts = new ArrayList<Verdict>();
        for (int from = 0; from < cuts.size(); from += SIDE_BY_SIDE) {
            var to = Math.min(cuts.size(), from + SIDE_BY_SIDE);
            for (var replay : replayed(cuts.subList(from, to), from)) {
                verdicts.add(resumed(replay));
            }
            System.err.printf("%d of %d cuts resumed%n", to, cuts.size());
        }
        tell(verdicts, report);
    }

    private List<Cut> cuts() {
        var home = Path.of(System.getProperty("continuity.home", "."));
        var settings = ClientSettings.published(home);
        var random = new Random(plan.seed());
        var stories = Stories.all().stream()
                .filter(story -> story.toString().contains(plan.only()))
                .toList();
        System.err.printf("Playing %d stories%n", stories.size());
        var played = stories.parallelStream().map(story -> story.play(settings)).toList();
        var recorded = Recordings.all(home).stream()
                .filter(recording -> recording.played().toString().contains(plan.only()));
        return Stream.concat(
                        played.stream().flatMap(story -> Cut.of(story, plan.cuts(), random).stream()),
                        recorded.map(Cut::of))
                .toList();
    }

    private List<Replay> replayed(List<Cut> cuts, int first) throws Exception {
        var run = Long.toString(System.currentTimeMillis(), Character.MAX_RADIX);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var replays = IntStream.range(0, cuts.size())
                    .mapToObj(i -> new Replay(api, cuts.get(i), "bench-%s-%d".formatted(run, first + i)))
                    .toList();
            var running = new ArrayList<Future<?>>();
            for (var replay : replays) {
                running.add(threads.submit(() -> {
                    replay.run();
                    return replay;
                }));
            }
            for (var one : running) {
                one.get();
            }
            return replays;
        } catch (ExecutionException e) {
            throw new IOException("a story could not be replayed", e.getCause());
        }
    }

    private Verdict resumed(Replay replay) throws Exception {
        var instance = replay.instance();
        if (replay.cut().stateLost() && backbone.isPresent()) {
            loseState(backbone.get(), instance);
        }
        floors.of(() -> api.get("/q/health/live", Map.of()));
        contexts.of(() -> api.get("/api/v1/instances/%s/context".formatted(instance), Map.of()));
        var packet = resumes.of(() -> operator.post("/api/v1/resume", Map.of("hint", instance, "force", true)));
        return Verdict.of(
                replay.cut(),
                Told.of(packet.path("summary")),
                packet.path("confidence").path("score").asInt());
    }

    private static void loseState(Backbone backbone, String instance) throws SQLException {
        try (var database = backbone.database();
                var delete = database.prepareStatement("DELETE FROM resume.instance_context WHERE instance_id = ?")) {
            delete.setString(1, instance);
            if (delete.executeUpdate() != 1) {
                throw new IllegalStateException("there is no state of " + instance + " that could be lost");
            }
        }
    }

    /** Of a part of the stories no bar can be asked. */
    private void judge(List<Verdict> verdicts, Calibration calibration, Report report) {
        if (!plan.only().isEmpty()) {
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

    private void tell(List<Verdict> verdicts, Report report) {
        var calibration = Calibration.of(verdicts);
        judge(verdicts, calibration, report);
        report.add(
                new Figure("right answers", "%", List.of(Accuracy.of(verdicts).percent()), null));
        report.add(new Figure("calibration error", "points", List.of(calibration.error()), null));
        for (var percentile : List.of(50.0, 95.0)) {
            report.add(resumes.figure("POST /resume", percentile, floors));
            report.add(contexts.figure("GET /instances/{id}/context", percentile, floors));
        }
        report.add(sheet("By question", questions(verdicts)));
        report.add(sheet(
                "By kind of story",
                byGroup(verdicts, verdict -> verdict.cut().story().kind())));
        report.add(sheet("By checkpoint", byGroup(verdicts, ResumeBench::hasCheckpoint)));
        report.add(sheet("By stored state", byGroup(verdicts, this::stored)));
        report.add(sheet("By steps since the last checkpoint", byGroup(verdicts, ResumeBench::distance)));
        report.add(new Sheet(
                "Calibration",
                List.of("CONFIDENCE", "RESUMES", "PREDICTED", "MEASURED"),
                calibration.bands().stream().map(Calibration.Band::row).toList(),
                true));
        report.add(new Sheet(
                "Wrong answers",
                List.of("STORY", "CUT OFF AFTER", "QUESTION", "TRUTH", "TOLD"),
                verdicts.stream().flatMap(verdict -> wrong(verdict).stream()).toList(),
                plan.showsWrong()));
        report.note(
                "%d stories and recordings, cut off %d times; seed %d. An answer is right as a whole or wrong; one to a question of which neither the truth nor the answer says anything does not count, nor one whose truth a recording does not tell."
                        .formatted(
                                verdicts.stream()
                                        .map(verdict -> verdict.cut().story())
                                        .distinct()
                                        .count(),
                                verdicts.size(),
                                plan.seed()));
    }

    private static Sheet sheet(String title, List<List<String>> rows) {
        return new Sheet(title, List.of("", "RIGHT", "ANSWERS"), rows, true);
    }

    private static List<List<String>> questions(List<Verdict> verdicts) {
        return List.of(Question.values()).stream()
                .map(question -> Accuracy.of(verdicts, question).row(question.words()))
                .toList();
    }

    private static List<List<String>> byGroup(List<Verdict> verdicts, Function<Verdict, String> group) {
        return verdicts.stream().collect(groupingBy(group, LinkedHashMap::new, toList())).entrySet().stream()
                .map(entry -> Accuracy.of(entry.getValue()).row(entry.getKey()))
                .toList();
    }

    private static String hasCheckpoint(Verdict verdict) {
        return verdict.cut().sinceCheckpoint().isPresent() ? "with a checkpoint" : "without";
    }

    private String stored(Verdict verdict) {
        return verdict.cut().stateLost() && backbone.isPresent() ? "lost, and made again" : "sound";
    }

    private static String distance(Verdict verdict) {
        var steps = verdict.cut().sinceCheckpoint();
        if (steps.isEmpty()) {
            return "no checkpoint";
        }
        return steps.getAsInt() < 5 ? "0–4" : steps.getAsInt() < 20 ? "5–19" : "20 and more";
    }

    private static List<List<String>> wrong(Verdict verdict) {
        var end = verdict.cut().end();
        return verdict.answers().entrySet().stream()
                .filter(answer -> !answer.getValue())
                .map(answer -> List.of(
                        verdict.cut().story().toString(),
                        "%d, %s".formatted(verdict.cut().last(), end.what()),
                        answer.getKey().words(),
                        String.valueOf(answer.getKey().in(end.truth())),
                        String.valueOf(answer.getKey().in(verdict.told()))))
                .toList();
    }

    /** How long calls took. */
    private static final class Times {

        private final Histogram micros = new Histogram(3);

        private interface Call {
            JsonNode run() throws IOException, InterruptedException;
        }

        JsonNode of(Call call) throws IOException, InterruptedException {
            var start = System.nanoTime();
            var answer = call.run();
            micros.recordValue((System.nanoTime() - start) / 1_000);
            return answer;
        }

        Figure figure(String name, double percentile, Times floor) {
            return new Figure(
                    "%s, p%.0f".formatted(name, percentile),
                    "ms",
                    List.of(at(percentile)),
                    new Floor("GET /q/health/live", List.of(floor.at(percentile))));
        }

        private double at(double percentile) {
            return micros.getValueAtPercentile(percentile) / 1000.0;
        }
    }
}
