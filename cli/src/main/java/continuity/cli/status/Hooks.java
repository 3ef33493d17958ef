package continuity.cli.status;

import continuity.cli.local.DataDirectory;
import java.io.IOException;
import java.util.List;

/**
 * What mission-control says of the hooks since it was started.
 *
 * @param waiting in the journal, not delivered yet
 * @param journalBytes size of the journal on disk
 * @param captured kept
 * @param dropped not kept: the journal was full or could not be written
 * @param unreadable not kept: no hook at all
 * @param damaged kept, but no longer readable: hooks, and whole files of the journal
 * @param refused records that a service did not take
 * @param superseded signs of sessions whose work others go on with, which the registry does not take
 */
public record Hooks(
        long waiting,
        long journalBytes,
        long captured,
        long dropped,
        long unreadable,
        long damaged,
        long refused,
        long superseded) {

    public static Hooks read(DataDirectory data, int missionControlPort) throws IOException, InterruptedException {
        return parse(LoopbackHttp.get(missionControlPort, "/q/metrics", data.operatorToken())
                .lines()
                .toList());
    }

    /** @param metrics in Prometheus' text format */
    static Hooks parse(List<String> metrics) {
        return new Hooks(
                sum(metrics, "continuity_journal_depth", ""),
                sum(metrics, "continuity_journal_size_bytes", ""),
                sum(metrics, "continuity_hooks_total", "outcome=\"captured\""),
                sum(metrics, "continuity_hooks_total", "outcome=\"dropped\""),
                sum(metrics, "continuity_hooks_total", "outcome=\"unreadable\""),
                sum(metrics, "continuity_journal_damaged", "")
                        + sum(metrics, "continuity_journal_unreadable_total", ""),
                sum(metrics, "continuity_forward_total", "outcome=\"refused\""),
                sum(metrics, "continuity_forward_total", "outcome=\"superseded\""));
    }

    private static long sum(List<String> metrics, String name, String label) {
        return (long) metrics.stream()
                .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
                .filter(line -> line.contains(label))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}
