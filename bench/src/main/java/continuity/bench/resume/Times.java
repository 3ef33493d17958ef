package continuity.bench.resume;

import com.fasterxml.jackson.databind.JsonNode;
import continuity.bench.frame.Figure;
import continuity.bench.frame.Figure.Floor;
import java.io.IOException;
import java.util.List;
import org.HdrHistogram.Histogram;

/** How long calls took. */
final class Times {

    private final Histogram micros = new Histogram(3);

    interface Call {
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
