package continuity.bench.ingest;

import continuity.bench.BenchOptions;
import continuity.bench.floor.KafkaFloor;
import continuity.bench.floor.PostgresFloor;
import continuity.bench.frame.Backbone;
import continuity.bench.frame.Figure;
import continuity.bench.frame.Figure.Floor;
import continuity.bench.frame.Report;
import continuity.bench.frame.Rounds;
import continuity.bench.frame.TestedSystem;
import continuity.bench.frame.Workload;
import continuity.bench.ingest.Loader.Load;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How many commands a second come through the REST batch: acknowledged, and to be found. The floors get the same
 * records: a producer the same bytes, {@code COPY} the very rows that came of them.
 */
public final class IngestBench {

    private static final String BYTES_PER_COMMAND = """
            SELECT sum(pg_total_relation_size(partition)) / greatest(1, (SELECT count(*) FROM command_log.command_log))
              FROM (SELECT inhrelid::regclass AS partition
                      FROM pg_inherits
                     WHERE inhparent = 'command_log.command_log'::regclass) AS partitions
            """;

    private final TestedSystem system;
    private final BenchOptions options;

    public IngestBench(TestedSystem system, BenchOptions options) {
        this.system = system;
        this.options = options;
    }

    private record Rates(double acknowledged, double found, double produced) {}

    public void run(Report report) throws Exception {
        var loader = new Loader(system.api(), new Workload(2));
        var warmUp = loader.prepare(Math.max(100, options.commands() / 20));
        loader.send(warmUp);
        loader.awaitProjected(warmUp);
        var backbone = system.backbone();
        var rates = Rounds.of(options.rounds(), () -> round(loader, backbone));
        var copies = backbone.isPresent() ? new Copies(backbone.get(), options.rounds()) : null;
        report.add(new Figure(
                "ingest, acknowledged",
                "commands/s",
                rates.stream().map(Rates::acknowledged).toList(),
                backbone.isEmpty()
                        ? null
                        : new Floor(
                                KafkaFloor.NAME,
                                rates.stream().map(Rates::produced).toList())));
        report.add(new Figure(
                "ingest, to be found",
                "commands/s",
                rates.stream().map(Rates::found).toList(),
                copies == null ? null : new Floor(PostgresFloor.COPY_NAME, copies.perSecond)));
        if (copies != null) {
            report.add(new Figure(
                    "disk of a command, indexes included",
                    "bytes",
                    List.of(copies.bytesPerCommand),
                    new Floor(PostgresFloor.COPY_NAME, List.of(copies.bytesPerCopiedRow))));
        }
        report.note("%,d commands a round, in batches of 500 over four connections.".formatted(options.commands()));
    }

    private Rates round(Loader loader, Optional<Backbone> backbone) throws Exception {
        var load = loader.prepare(options.commands());
        var start = System.nanoTime();
        loader.send(load);
        var acknowledged = System.nanoTime() - start;
        loader.awaitProjected(load);
        var found = System.nanoTime() - start;
        return new Rates(
                Loader.perSecond(load.commands().size(), acknowledged),
                Loader.perSecond(load.commands().size(), found),
                backbone.isPresent() ? produced(backbone.get(), load) : 0);
    }

    private static double produced(Backbone backbone, Load load) throws Exception {
        try (var kafka = KafkaFloor.on(backbone)) {
            kafka.send("warm-up", new byte[100]);
            var start = System.nanoTime();
            kafka.sendAll(load.commands());
            return Loader.perSecond(load.commands().size(), System.nanoTime() - start);
        }
    }

    /** All rows of the command log, copied into a table without indexes. */
    private static final class Copies {

        private final List<Double> perSecond = new ArrayList<>();
        private final double bytesPerCommand;
        private final double bytesPerCopiedRow;

        Copies(Backbone backbone, int rounds) throws Exception {
            var file = Files.createTempFile(backbone.data().root(), "commands", ".copy");
            try (var postgres = PostgresFloor.on(backbone)) {
                postgres.takeCommands(file);
                bytesPerCommand = postgres.number(BYTES_PER_COMMAND);
                long rows = 0;
                for (int i = 0; i < rounds; i++) {
                    var start = System.nanoTime();
                    rows = postgres.copy(file);
                    perSecond.add(Loader.perSecond(rows, System.nanoTime() - start));
                }
                bytesPerCopiedRow = (double) postgres.copiedBytes() / Math.max(1, rows);
            } finally {
                Files.delete(file);
            }
        }
    }
}
