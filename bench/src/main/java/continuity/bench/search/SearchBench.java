package continuity.bench.search;

import continuity.bench.BenchOptions;
import continuity.bench.frame.Api;
import continuity.bench.frame.OpenLoop;
import continuity.bench.frame.OpenLoop.Call;
import continuity.bench.frame.Report;
import continuity.bench.frame.TestedSystem;
import continuity.bench.frame.TimedCalls;
import continuity.bench.frame.TimedCalls.Floor;
import continuity.bench.frame.Workload;
import continuity.bench.ingest.Loader;
import java.util.LinkedHashMap;
import java.util.Map;

/** What people look for at three in the morning: one page, newest first, and how many there are. */
public final class SearchBench {

    private static final double PER_SECOND = 10;
    private static final String COMMANDS = "/api/v1/commands";

    private final TestedSystem system;
    private final BenchOptions options;
    private final Workload questions = new Workload(4);

    public SearchBench(TestedSystem system, BenchOptions options) {
        this.system = system;
        this.options = options;
    }

    public void run(Report report) throws Exception {
        var api = system.api();
        var loader = new Loader(api, new Workload(3));
        for (int left = options.commands(); left > 0; left -= 100_000) {
            var load = loader.prepare(Math.min(left, 100_000));
            loader.send(load);
            loader.awaitProjected(load);
        }
        var known = api.get(COMMANDS, Map.of("limit", "1000")).path("commands");
        var floor = new Floor("GET /q/health/live", () -> api.get("/q/health/live", Map.of()));
        var calls = new TimedCalls(new OpenLoop(PER_SECOND, options.length()), options.rounds());
        for (var kind : kinds(api, known.get(500).path("command_id").asText()).entrySet()) {
            calls.measure(kind.getKey(), kind.getValue(), floor, report);
        }
        report.note("The search is over %,d commands of this run, and those that were there before."
                .formatted(options.commands()));
    }

    private Map<String, Call> kinds(Api api, String id) {
        var kinds = new LinkedHashMap<String, Call>();
        kinds.put("newest page", () -> api.get(COMMANDS, Map.of()));
        kinds.put("search by id", () -> api.get(COMMANDS, Map.of("q", id)));
        kinds.put("search by file name", () -> api.get(COMMANDS, Map.of("q", fileName())));
        kinds.put("search by a rare word", () -> api.get(COMMANDS, Map.of("q", rareWord())));
        kinds.put(
                "search by a frequent word and filters",
                () -> api.get(
                        COMMANDS,
                        Map.of(
                                "q", Workload.FREQUENT_WORD,
                                "project", "bench-1",
                                "success", "false",
                                "tool_name", "Bash")));
        return kinds;
    }

    private synchronized String fileName() {
        var path = questions.anyFile();
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private synchronized String rareWord() {
        return questions.anyWord();
    }
}
