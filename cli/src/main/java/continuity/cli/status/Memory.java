package continuity.cli.status;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Main memory of a process and of those that it has started, in bytes.
 *
 * @param resident what they have in memory; what several of them share is counted for each
 * @param proportional the same, what is shared counted in parts: this may be added up
 */
public record Memory(long resident, long proportional) {

    private static final long KILO = 1024;

    /** Empty where the system does not tell it; only Linux does. */
    static Optional<Memory> of(ProcessHandle process) {
        return Stream.concat(Stream.of(process), process.descendants())
                .flatMap(it -> read(it.pid()).stream())
                .reduce((one, other) ->
                        new Memory(one.resident + other.resident, one.proportional + other.proportional));
    }

    /** Without those that it has started. */
    static Optional<Memory> ofItAlone(ProcessHandle process) {
        return read(process.pid());
    }

    private static Optional<Memory> read(long pid) {
        var file = Path.of("/proc", Long.toString(pid), "smaps_rollup");
        try {
            var lines = Files.readAllLines(file, StandardCharsets.ISO_8859_1);
            return Optional.of(new Memory(field(lines, "Rss:"), field(lines, "Pss:")));
        } catch (IOException notTold) {
            return Optional.empty();
        }
    }

    private static long field(List<String> lines, String name) {
        return lines.stream()
                .filter(line -> line.startsWith(name))
                .map(line -> line.replaceAll("\\D", ""))
                .mapToLong(Long::parseLong)
                .map(kilobytes -> kilobytes * KILO)
                .sum();
    }
}
