package continuity.systemtest;

import continuity.cli.terminal.Table;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Questions that are asked in turn, one at a time, and how long the answers took. */
public final class Questions {

    private static final String FLOOR = "floor: ";

    private final Map<String, Question> byName = new LinkedHashMap<>();

    /** Asks once, and waits for the answer. */
    @FunctionalInterface
    public interface Question {
        void ask() throws IOException, InterruptedException, SQLException;
    }

    public void add(String name, Question question) {
        byName.put(name, question);
    }

    /** What the same database and the same service take for nothing at all: a loaded machine is slow at everything. */
    public void addFloors(Connection database, Question health) {
        add(FLOOR + "JDBC SELECT 1", () -> {
            try (var statement = database.createStatement()) {
                statement.executeQuery("SELECT 1").next();
            }
        });
        add(FLOOR + "GET /q/health/live", health);
    }

    public Map<String, Question> all() {
        return byName;
    }

    /** Round after round, so that what else the machine does falls on all questions alike. */
    public Map<String, Percentiles> measure(int rounds) throws IOException, InterruptedException, SQLException {
        var names = List.copyOf(byName.keySet());
        var nanos = new long[names.size()][rounds];
        for (var round = -Math.max(20, rounds / 3); round < rounds; round++) { // at first to warm up
            var number = 0;
            for (var question : byName.values()) {
                var begin = System.nanoTime();
                question.ask();
                if (round >= 0) {
                    nanos[number][round] = System.nanoTime() - begin;
                }
                number++;
            }
        }
        var result = new LinkedHashMap<String, Percentiles>();
        for (var number = 0; number < nanos.length; number++) {
            result.put(names.get(number), Percentiles.of(nanos[number]));
        }
        return result;
    }

    /** @param limitMillis what p95 should stay below */
    public static String table(Map<String, Percentiles> millis, double limitMillis) {
        var table = new Table("question", "n", "min ms", "p50", "p95", "p99", "max", "per s", "p95 / floor", "");
        var floor = millis.entrySet().stream()
                .filter(line -> line.getKey().startsWith(FLOOR))
                .mapToDouble(line -> line.getValue().p95())
                .max()
                .orElseThrow();
        millis.forEach((question, took) -> table.add(
                question,
                Integer.toString(took.count()),
                Percentiles.text(took.min()),
                Percentiles.text(took.p50()),
                Percentiles.text(took.p95()),
                Percentiles.text(took.p99()),
                Percentiles.text(took.max()),
                Percentiles.text(Duration.ofSeconds(1).toMillis() / took.p50()),
                Percentiles.text(took.p95() / floor),
                took.p95() < limitMillis ? "" : "over " + Percentiles.text(limitMillis)));
        return table.toString();
    }

    public static HttpResponse<String> ok(HttpResponse<String> answer) {
        if (answer.statusCode() != 200 && answer.statusCode() != 300) {
            throw new IllegalStateException(answer.uri() + " " + answer.statusCode() + " " + answer.body());
        }
        return answer;
    }
}
