package continuity.cli.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A process that can be told from a later one with the same pid.
 *
 * @param startedAt as the operating system reports it; on Linux that moves when somebody sets the clock
 * @param ticks when it started, counted from a boot that is named, as in {@code 1e0c…:48213}: moved by no clock; null
 *     where there is no such count
 */
public record ProcessIdentity(
        long pid, Instant startedAt, @Nullable String ticks) {

    /** The system counts from its boot, whose time it gives in whole seconds, rounded anew for each reader. */
    private static final Duration ROUNDING = Duration.ofSeconds(2);

    private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");

    /** Of those that follow the name: the 22nd of all, see proc(5). */
    private static final int START_TIME = 19;

    public static ProcessIdentity current() {
        return of(ProcessHandle.current());
    }

    /** A process that ended before it could be asked gets the beginning of time as its start: it is never found. */
    public static ProcessIdentity of(ProcessHandle process) {
        var start = process.info().startInstant().orElse(Instant.EPOCH);
        return new ProcessIdentity(process.pid(), start, ticksOf(process.pid()));
    }

    /** The process, if it is still running; empty when it is gone, also when another one has its pid now. */
    public Optional<ProcessHandle> find() {
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).filter(this::hasMyStart);
    }

    /**
     * Whether somebody has suspended it, by SIGSTOP say: it is there and does nothing. False where that is not told.
     */
    public boolean isSuspended() {
        return statistics(pid).filter(fields -> fields[0].equalsIgnoreCase("T")).isPresent();
    }

    private static @Nullable String ticksOf(long pid) {
        try {
            var boot = Files.readString(BOOT).strip();
            return statistics(pid)
                    .map(fields -> boot + ":" + fields[START_TIME])
                    .orElse(null);
        } catch (IOException notLinux) {
            return null;
        }
    }

    /** The fields of {@code /proc/PID/stat} that follow the name; empty if it is gone, or on another system. */
    private static Optional<String[]> statistics(long pid) {
        try {
            var status = Files.readString(Path.of("/proc", Long.toString(pid), "stat"), StandardCharsets.ISO_8859_1);
            return Optional.of(
                    status.substring(status.lastIndexOf(')') + 1).strip().split(" ", -1));
        } catch (IOException goneOrNotLinux) {
            return Optional.empty();
        }
    }

    private boolean hasMyStart(ProcessHandle process) {
        var itsTicks = ticksOf(pid);
        if (ticks != null && itsTicks != null) {
            return ticks.equals(itsTicks);
        }
        return process.info().startInstant().stream().anyMatch(this::isMyStart);
    }

    private boolean isMyStart(Instant start) {
        return Duration.between(startedAt, start).abs().compareTo(ROUNDING) <= 0;
    }
}
