package continuity.cli.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A process that can be told from a later one with the same pid.
 *
 * @param startedAt as the operating system reports it
 */
public record ProcessIdentity(long pid, Instant startedAt) {

    /** The system counts from its boot, whose time it gives in whole seconds, rounded anew for each reader. */
    private static final Duration ROUNDING = Duration.ofSeconds(2);

    public static ProcessIdentity current() {
        return of(ProcessHandle.current());
    }

    /** A process that ended before it could be asked gets the beginning of time as its start: it is never found. */
    public static ProcessIdentity of(ProcessHandle process) {
        return new ProcessIdentity(process.pid(), process.info().startInstant().orElse(Instant.EPOCH));
    }

    /** The process, if it is still running; empty when it is gone, also when another one has its pid now. */
    public Optional<ProcessHandle> find() {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .filter(process -> process.info().startInstant().stream().anyMatch(this::isMyStart));
    }

    /**
     * Whether somebody has suspended it, by SIGSTOP say: it is there and does nothing. False where that is not told.
     */
    public boolean isSuspended() {
        try {
            var status = Files.readString(Path.of("/proc", Long.toString(pid), "stat"), StandardCharsets.ISO_8859_1);
            var afterName = status.substring(status.lastIndexOf(')') + 1).strip();
            return afterName.startsWith("T") || afterName.startsWith("t");
        } catch (IOException goneOrNotLinux) {
            return false;
        }
    }

    private boolean isMyStart(Instant start) {
        return Duration.between(startedAt, start).abs().compareTo(ROUNDING) <= 0;
    }
}
