package continuity.bench.sanitizer;

import continuity.bench.frame.Figure;
import continuity.bench.frame.Figure.Floor;
import continuity.bench.frame.Report;
import continuity.sanitizer.Sanitizer;
import continuity.sanitizer.corpus.CorpusReport;
import continuity.sanitizer.corpus.CorpusReport.Row;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** How many of the planted secrets go, what else is altered, and how fast; needs no running system. */
public final class SanitizerBench {

    private static final String SPEED = "million characters/s";
    private static final String SCAN = "bare scan";

    private SanitizerBench() {}

    /** Prints a line for each kind of text; the sums go into the report. */
    public static void run(Report report) {
        var corpus = CorpusReport.measure(Sanitizer.withKey("bench".getBytes(StandardCharsets.UTF_8)));
        System.out.println(corpus.table());
        for (var half : List.of("", " tuned", " held_out")) {
            report.add(recall(corpus.row("structured" + half)));
            report.add(recall(corpus.row("contextual" + half)));
            var benign = corpus.row("benign" + half);
            report.add(new Figure(benign.name() + ", altered", "%", List.of(100 * benign.alteredShare()), null));
        }
        var speed = corpus.throughput();
        report.add(speed("ordinary text", speed.ordinary(), speed.floor()));
        report.add(speed("text full of telling words", speed.benign(), speed.floor()));
        report.add(speed("text full of secrets", speed.secrets(), speed.floor()));
    }

    private static Figure recall(Row row) {
        return new Figure(row.name() + ", removed", "%", List.of(100 * row.recall()), null);
    }

    private static Figure speed(String text, double speed, double floor) {
        return new Figure("sanitizing " + text, SPEED, List.of(speed), new Floor(SCAN, List.of(floor)));
    }
}
