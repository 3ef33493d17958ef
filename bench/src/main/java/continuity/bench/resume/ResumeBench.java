package continuity.bench.resume;

import continuity.bench.frame.Api;
import continuity.bench.frame.Backbone;
import continuity.bench.frame.Report;
import continuity.bench.frame.TestedSystem;
import continuity.bench.resume.desk.ClientSettings;
import continuity.bench.resume.desk.Played;
import continuity.bench.resume.recording.Recordings;
import continuity.bench.resume.story.Stories;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** What is told of work that was cut off, beside how that work stood. */
public final class ResumeBench {

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
     * @param seed decides where, and how each is resumed
     * @param only a part of a story's kind or name; empty for all
     * @param showsWrong whether people see every wrong answer
     * @param asksGit whether the agents have the hook that asks git
     */
    public record Plan(int cuts, long seed, String only, boolean showsWrong, boolean asksGit) {

        public static final Plan DEFAULT = new Plan(4, 1, "", false, true);
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
        new Findings(plan, backbone.isPresent(), verdicts).tell(report);
        for (var percentile : List.of(50.0, 95.0)) {
            report.add(resumes.figure("POST /resume", percentile, floors));
            report.add(contexts.figure("GET /instances/{id}/context", percentile, floors));
        }
    }

    private List<Cut> cuts() {
        var home = Path.of(System.getProperty("continuity.home", "."));
        var published = ClientSettings.published(home);
        var settings = plan.asksGit() ? published : published.withoutGit();
        var random = new Random(plan.seed());
        var stories = Stories.all().stream()
                .filter(story -> story.toString().contains(plan.only()))
                .toList();
        System.err.printf("Playing %d stories%n", stories.size());
        var played = stories.parallelStream().map(story -> story.play(settings)).toList();
        var recorded = Recordings.all(home).stream()
                .filter(recording -> recording.played().toString().contains(plan.only()));
        var later = new Random(plan.seed());
        var cuts = new ArrayList<Supplier<Cut>>();
        for (int i = 0; i < stories.size(); i++) {
            var story = stories.get(i);
            for (var cut : Cut.of(played.get(i), plan.cuts(), random)) {
                cuts.add(later(cut, later, () -> story.leftToOthers(settings, cut.last())));
            }
        }
        recorded.map(Cut::of).forEach(cut -> cuts.add(later(cut, later, Optional::empty)));
        return cuts.parallelStream().map(Supplier::get).toList();
    }

    /** A third of the cuts is resumed elsewhere, and a fifth after somebody has worked on, where that is possible. */
    private static Supplier<Cut> later(Cut cut, Random random, Supplier<Optional<Played>> aftermath) {
        var chance = random.nextInt(15);
        if (chance < 5) {
            var place = Place.elsewhere(random);
            return () -> cut.goesOnAt(place);
        }
        return chance < 8 ? () -> aftermath.get().map(cut::leftToOthers).orElse(cut) : () -> cut;
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
        var request = new HashMap<>(replay.caller());
        request.putAll(Map.of("hint", instance, "force", true));
        var packet = resumes.of(() -> operator.post("/api/v1/resume", request));
        return Verdict.of(replay.cut(), replay.project(), Told.of(packet));
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
}
