package continuity.bench.frame;

import continuity.bench.frame.OpenLoop.Call;
import continuity.bench.frame.OpenLoop.Outcome;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One kind of call after the other under load, each round of it followed by one of the floor under it.
 *
 * @param rounds that count
 */
public record TimedCalls(OpenLoop load, int rounds) {

    private static final List<Double> PERCENTILES = List.of(50.0, 95.0);

    /**
     * The least that such a call takes on this machine.
     *
     * @param name as in {@code bare producer, acks=all}
     */
    public record Floor(String name, Call call) {}

    /** One round. */
    private record Pair(Outcome ours, Optional<Outcome> floor) {}

    /** Adds the figures to the report, and a note if calls failed. */
    public void measure(String name, Call call, @Nullable Floor floor, Report report) throws Exception {
        var pairs = Rounds.warm(
                rounds,
                () -> new Pair(load.run(call), floor == null ? Optional.empty() : Optional.of(load.run(floor.call()))));
        for (var percentile : PERCENTILES) {
            report.add(figure("%s, p%.0f".formatted(name, percentile), pairs, percentile, floor));
        }
        var failures =
                pairs.stream().flatMap(pair -> pair.ours().failures().stream()).toList();
        if (!failures.isEmpty()) {
            report.note("%d calls of \"%s\" failed and are in no figure; one said: %s"
                    .formatted(failures.size(), name, failures.getFirst()));
        }
    }

    private static Figure figure(String name, List<Pair> pairs, double percentile, @Nullable Floor floor) {
        var ours = pairs.stream().map(pair -> pair.ours().millisAt(percentile)).toList();
        var floors = pairs.stream()
                .flatMap(pair -> pair.floor().stream())
                .map(outcome -> outcome.millisAt(percentile))
                .toList();
        return new Figure(name, "ms", ours, floor == null ? null : new Figure.Floor(floor.name(), floors));
    }
}
