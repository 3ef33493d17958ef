package continuity.cli.logs;

import continuity.cli.local.DataDirectory;
import continuity.cli.local.DataOption;
import continuity.cli.local.Part;
import continuity.cli.terminal.CommandFailed;
import continuity.cli.terminal.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code logs}: what the parts have written, and with {@code -f} what they go on to write. */
@Command(name = "logs", description = "Show the logs of all parts, merged in the order of time, or of some.")
public final class LogsCommand implements Callable<Integer> {

    private static final Duration LOOK_EVERY = Duration.ofMillis(300);

    @Parameters(
            paramLabel = "SERVICE",
            description = "registry, command-log, checkpoint, resume, mission-control, kafka or postgres"
                    + " (default: all of them).")
    private List<String> chosen = List.of();

    @Option(names = "-f", description = "Go on until Ctrl-C.")
    private boolean follow;

    @Option(
            names = "-n",
            paramLabel = "LINES",
            defaultValue = "200",
            description = "How many lines to begin with (default: ${DEFAULT-VALUE}).")
    private int lines;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            converter = Ago.class,
            description = "All of the last 30s, 10m, 2h or 1d instead.")
    private @Nullable Duration since;

    @Mixin
    private DataOption data = new DataOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException, InterruptedException {
        var parts = chosen.isEmpty()
                ? Arrays.asList(Part.values())
                : chosen.stream().map(Part::named).distinct().toList();
        requireLogs(parts);
        var names = parts.stream().map(Part::title).toList();
        var printer = new LogPrinter(spec.commandLine().getOut(), names, Ansi.AUTO);
        try (var logs = new MergedLogs(
                parts.stream().map(part -> follower(part, data.directory())).toList())) {
            printer.print(
                    since == null
                            ? logs.last(lines, Instant.MIN)
                            : logs.last(Integer.MAX_VALUE, Instant.now().minus(since)));
            while (follow) {
                Thread.sleep(LOOK_EVERY);
                printer.print(logs.next());
            }
        }
        return ExitCode.DONE;
    }

    private void requireLogs(List<Part> parts) {
        var directory = data.directory();
        if (parts.stream().noneMatch(part -> Files.exists(directory.log(part).path()))) {
            throw CommandFailed.because("There is no log %s yet."
                    .formatted(
                            parts.size() == 1 ? directory.log(parts.getFirst()).path() : "in " + directory.logs()));
        }
    }

    private static LogFollower follower(Part part, DataDirectory directory) {
        return new LogFollower(part.title(), directory.log(part).path(), ZoneId.systemDefault());
    }
}
