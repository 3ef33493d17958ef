package continuity.cli.local;

import continuity.cli.process.LogFile;
import continuity.cli.terminal.CommandFailed;
import continuity.cli.terminal.ExitCode;
import continuity.cli.terminal.PlainText;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code logs}: what a part has written, and with {@code -f} what it goes on to write. */
@Command(name = "logs", description = "Show the log of a part.")
public final class LogsCommand implements Callable<Integer> {

    private static final Duration LOOK_EVERY = Duration.ofMillis(300);

    @Parameters(
            paramLabel = "SERVICE",
            description = "registry, command-log, checkpoint, resume, mission-control, kafka or postgres.")
    private String part = "";

    @Option(names = "-f", description = "Go on until Ctrl-C.")
    private boolean follow;

    @Mixin
    private DataOption data = new DataOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException {
        var log = data.directory().log(Part.named(part));
        if (!Files.exists(log.path())) {
            throw CommandFailed.because("There is no log %s yet.".formatted(log.path()));
        }
        do {
            print(log);
        } while (follow); // the file ends for us only when a start has begun a new one
        return ExitCode.DONE;
    }

    private void print(LogFile log) throws InterruptedException {
        var out = spec.commandLine().getOut();
        try (var lines = Files.newBufferedReader(log.path())) {
            printLines(lines, out);
            var read = log.size();
            while (follow && log.size() >= read) {
                read = log.size();
                printLines(lines, out);
                new CountDownLatch(1).await(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void printLines(BufferedReader lines, PrintWriter out) throws IOException {
        for (var line = lines.readLine(); line != null; line = lines.readLine()) {
            out.println(PlainText.of(line));
        }
        out.flush();
    }
}
