package continuity.bench;

import continuity.bench.calls.CallsBench;
import continuity.bench.frame.Report;
import continuity.bench.frame.TestedSystem;
import continuity.bench.ingest.IngestBench;
import continuity.bench.latency.LatencyBench;
import continuity.bench.resume.ResumeBench;
import continuity.bench.sanitizer.SanitizerBench;
import continuity.bench.search.SearchBench;
import continuity.cli.terminal.CommandFailed;
import continuity.cli.terminal.ExitCode;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ./continuity bench}: everything, or one measurement by its name. */
@Command(
        name = "continuity bench",
        mixinStandardHelpOptions = true,
        subcommands = HelpCommand.class,
        description =
                "Measures the system, and beside each figure the floor under it on this machine. Without a name: all.")
public final class Main implements Runnable {

    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyy-MM-dd-HHmmss");

    /** Its client tells its life; held, or the level would be lost. */
    private static final Logger KAFKA = Logger.getLogger("org.apache.kafka");

    @Mixin
    private BenchOptions options = new BenchOptions();

    private Main() {}

    public static void main(String[] args) {
        KAFKA.setLevel(Level.WARNING);
        var command = new CommandLine(new Main());
        command.setExecutionExceptionHandler((failure, where, _) -> {
            if (failure instanceof CommandFailed refused) {
                where.getErr().println(refused.getMessage());
                return refused.exitCode();
            }
            failure.printStackTrace(where.getErr());
            return ExitCode.FAILED;
        });
        System.exit(command.execute(args));
    }

    @Override
    public void run() {
        run("all", options, (system, report) -> {
            SanitizerBench.run(report);
            new CallsBench(system, options).run(report);
            new IngestBench(system, options).run(report);
            new SearchBench(system, options).run(report);
            new ResumeBench(system, ResumeBench.Plan.DEFAULT).run(report);
        });
    }

    @Command(description = "Single calls at the rate of a busy fleet.", mixinStandardHelpOptions = true)
    void calls(@Mixin BenchOptions own) {
        run("calls", own, (system, report) -> new CallsBench(system, own).run(report));
    }

    @Command(description = "Many commands through the REST batch.", mixinStandardHelpOptions = true)
    void ingest(@Mixin BenchOptions own) {
        run("ingest", own, (system, report) -> new IngestBench(system, own).run(report));
    }

    @Command(description = "Search in a command log of --commands.", mixinStandardHelpOptions = true)
    void search(@Mixin BenchOptions own) {
        run("search", own, (system, report) -> new SearchBench(system, own).run(report));
    }

    @Command(
            description =
                    "How right a resume is: stories played in real repositories and recordings of real clients, cut off and resumed.",
            mixinStandardHelpOptions = true)
    void resume(
            @Mixin BenchOptions own,
            @Option(
                            names = "--cuts",
                            paramLabel = "N",
                            defaultValue = "4",
                            description = "How often each story is cut off. Default: ${DEFAULT-VALUE}.")
                    int cuts,
            @Option(
                            names = "--seed",
                            paramLabel = "N",
                            defaultValue = "1",
                            description = "Decides where; the same seed, the same cuts. Default: ${DEFAULT-VALUE}.")
                    long seed,
            @Option(
                            names = "--only",
                            paramLabel = "TEXT",
                            defaultValue = "",
                            description = "Only stories whose kind or name contains this; recordings are a kind.")
                    String only,
            @Option(names = "--wrong", description = "Show every wrong answer; the JSON file has them anyway.")
                    boolean wrong,
            @Option(
                            names = "--without-git",
                            description = "As if the hook that asks git were missing; without the bars.")
                    boolean withoutGit) {
        var plan = new ResumeBench.Plan(cuts, seed, only, wrong, !withoutGit);
        run("resume", own, (system, report) -> new ResumeBench(system, plan).run(report));
    }

    @Command(
            description = "How fast a resume is, with many instances, --commands and one long run.",
            mixinStandardHelpOptions = true)
    void latency(
            @Mixin BenchOptions own,
            @Option(
                            names = "--instances",
                            paramLabel = "N",
                            defaultValue = "1000",
                            description = "How many instances have a context. Default: ${DEFAULT-VALUE}.")
                    int instances,
            @Option(
                            names = "--records",
                            paramLabel = "N",
                            defaultValue = "10000",
                            description = "How much one instance has recorded. Default: ${DEFAULT-VALUE}.")
                    int records) {
        BenchOptions.require(instances >= 100 && instances <= 100_000, "--instances must be from 100 to 100000");
        BenchOptions.require(records >= 1_000 && records <= 1_000_000, "--records must be from 1000 to 1000000");
        var plan = new LatencyBench.Plan(instances, records);
        run("latency", own, (system, report) -> new LatencyBench(system, own, plan).run(report));
    }

    @Command(description = "Recall, precision and speed of the sanitizer.", mixinStandardHelpOptions = true)
    void sanitizer(@Mixin BenchOptions own) {
        var report = new Report();
        SanitizerBench.run(report);
        show(report, "sanitizer", own);
    }

    private interface Measurement {
        void run(TestedSystem system, Report report) throws Exception;
    }

    private static void run(String name, BenchOptions options, Measurement measurement) {
        options.check();
        var report = new Report();
        try (var system = options.system()) {
            measurement.run(system, report);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("the measurement failed", e);
        }
        show(report, name, options);
    }

    private static void show(Report report, String name, BenchOptions options) {
        System.out.print(report);
        var json = options.json();
        var file = json == null
                ? Path.of(System.getProperty("continuity.home", "."))
                        .resolve("target/bench/%s-%s.json"
                                .formatted(
                                        name,
                                        LocalDateTime.now(ZoneId.systemDefault())
                                                .format(STAMP)))
                : json;
        report.write(file);
        System.out.println("\nWritten to " + file);
        if (!report.missed().isEmpty()) {
            throw CommandFailed.because("Below the bar: " + String.join("; ", report.missed()));
        }
    }
}
