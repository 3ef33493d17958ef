package continuity.cli.local;

import continuity.cli.process.ChildProcess;
import continuity.cli.process.LogFile;
import continuity.cli.terminal.CommandFailed;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The launcher in the background: it outlives the terminal, and prints to {@code DATA/logs/up.log}. */
final class DetachedLauncher {

    private static final long LOOK_EVERY_MILLIS = 200;

    private final DataDirectory data;
    private final Process process;
    private long shown;

    private DetachedLauncher(DataDirectory data, Process process, long logStart) {
        this.data = data;
        this.process = process;
        this.shown = logStart;
    }

    static DetachedLauncher start(DataDirectory data, List<String> command) {
        var log = data.launcherLog();
        log.prepare();
        var logStart = log.size();
        var deafToHangUp = new ArrayList<>(List.of("nohup"));
        deafToHangUp.addAll(command);
        try {
            var process = new ProcessBuilder(ChildProcess.inItsOwnSession(deafToHangUp))
                    .redirectInput(new File("/dev/null"))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.path().toFile()))
                    .start();
            return new DetachedLauncher(data, process, logStart);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Passes on what it prints until everything is ready.
     *
     * @throws CommandFailed if it ends before; it has said why
     */
    void awaitReady(PrintWriter out) throws InterruptedException {
        var log = data.launcherLog();
        while (!isReady()) {
            var ended = process.waitFor(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
            show(log, out);
            if (ended) {
                throw CommandFailed.because("It did not start; its output is also in %s".formatted(log.path()));
            }
        }
        show(log, out);
    }

    private boolean isReady() {
        return RunFile.read(data)
                .filter(RunFile::ready)
                .filter(run -> run.launcher().pid() == process.pid())
                .isPresent();
    }

    private void show(LogFile log, PrintWriter out) {
        var until = log.size();
        if (until > shown) {
            out.print(log.since(shown));
            out.flush();
            shown = until;
        }
    }
}
