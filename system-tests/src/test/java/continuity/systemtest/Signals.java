package continuity.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Signals that Java cannot send by itself. */
final class Signals {

    private static final int SIGHUP = 1;
    private static final int SIGINT = 2;

    private Signals() {}

    /** Ctrl-C; to who was started deaf to it, as jobs in the background are, its sibling SIGTERM. */
    static void interrupt(ProcessHandle process) throws IOException, InterruptedException {
        send(isDeafTo(SIGINT, process) ? "TERM" : "INT", process);
    }

    /** The terminal is closed; to who was started deaf to that, as under nohup, SIGTERM. */
    static void hangUp(ProcessHandle process) throws IOException, InterruptedException {
        send(isDeafTo(SIGHUP, process) ? "TERM" : "HUP", process);
    }

    private static boolean isDeafTo(int signal, ProcessHandle process) throws IOException {
        var status = Path.of("/proc", Long.toString(process.pid()), "status");
        if (Files.notExists(status)) {
            return false;
        }
        try (var lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith("SigIgn:"))
                    .map(line -> Long.parseUnsignedLong(
                            line.substring("SigIgn:".length()).strip(), 16))
                    .anyMatch(ignored -> (ignored & 1L << (signal - 1)) != 0);
        }
    }

    /**
     * To all of them, but those that have ended meanwhile.
     *
     * @param name as {@code kill} knows it, such as {@code HUP}
     */
    static void send(String name, ProcessHandle... processes) throws IOException, InterruptedException {
        for (var process : processes) {
            var command = List.of("kill", "-" + name, Long.toString(process.pid()));
            var sent = new ProcessBuilder(command).inheritIO().start().waitFor() == 0;
            assertThat(sent || !process.isAlive())
                    .as("SIG%s arrives at %s", name, process)
                    .isTrue();
        }
    }
}
