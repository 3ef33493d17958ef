package continuity.cli.doctor;

import continuity.cli.local.DataDirectory;
import continuity.cli.local.Installation;
import continuity.cli.status.Disk;
import continuity.cli.terminal.Figures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** What the machine has to offer, and what the user has set. */
final class MachineChecks {

    private static final long NEEDED_TO_START = 1_300_000_000;
    private static final long NEEDED_TO_RUN = 200_000_000;
    private static final Duration USUAL_STALE_AFTER = Duration.ofMinutes(2);
    private static final Duration SHORT = Duration.ofSeconds(30);
    private static final Duration LONG = Duration.ofHours(1);

    /** File systems and copies round times. */
    private static final Duration ROUNDING = Duration.ofMinutes(1);

    private MachineChecks() {}

    static List<Finding> disk(Surroundings surroundings) throws IOException {
        var disk = Disk.of(new DataDirectory(existing(surroundings.data().root())));
        var used = disk.used().values().stream().mapToLong(Long::longValue).sum();
        var what = "%s free of %s, %s must stay free; we use %s"
                .formatted(
                        Figures.bytes(disk.free()),
                        Figures.bytes(disk.total()),
                        Figures.bytes(disk.needed()),
                        Figures.bytes(used));
        if (disk.free() < disk.needed()) {
            return List.of(Finding.fail("disk", what, "Free some: nothing is recorded while there is less."));
        }
        return disk.free() < 2 * disk.needed()
                ? List.of(Finding.warn("disk", what, "Free some soon: below that nothing is recorded."))
                : List.of(Finding.ok("disk", what));
    }

    private static Path existing(Path directory) {
        return Stream.iterate(directory, Files::notExists, Path::getParent)
                .reduce((_, last) -> last)
                .map(Path::getParent)
                .orElse(directory);
    }

    static List<Finding> memory(Surroundings surroundings) throws IOException {
        var available = availableMemory(Path.of("/proc/meminfo"));
        if (available.isEmpty()) {
            return List.of();
        }
        var runs = surroundings.run().isPresent();
        var needed = runs ? NEEDED_TO_RUN : NEEDED_TO_START;
        var what = "%s available, %s wanted %s"
                .formatted(
                        Figures.bytes(available.getAsLong()),
                        Figures.bytes(needed),
                        runs ? "beside what runs" : "for a start");
        return available.getAsLong() < needed
                ? List.of(Finding.warn("memory", what, "Close something, or add swap space."))
                : List.of(Finding.ok("memory", what));
    }

    /** In bytes; only Linux says how much could be had without swapping. */
    static OptionalLong availableMemory(Path meminfo) throws IOException {
        if (!Files.isReadable(meminfo)) {
            return OptionalLong.empty();
        }
        return Files.readAllLines(meminfo).stream()
                .filter(line -> line.startsWith("MemAvailable:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                .findFirst();
    }

    /** A clock that is behind what it has already dated. Whether it agrees with the database's is asked there. */
    static List<Finding> clock(Surroundings surroundings) throws IOException {
        var newest = Optional.<Path>empty();
        var latest = surroundings.now().plus(ROUNDING);
        for (var file : datedFiles(surroundings)) {
            var time = Files.getLastModifiedTime(file).toInstant();
            if (time.isAfter(latest)) {
                newest = Optional.of(file);
                latest = time;
            }
        }
        if (newest.isEmpty()) {
            return List.of(Finding.ok("clock", "no file of ours is from the future"));
        }
        return List.of(Finding.fail(
                "clock",
                "it is %s, but %s was written at %s".formatted(surroundings.now(), newest.get(), latest),
                "Set the clock, and let the network keep it: sudo timedatectl set-ntp true"));
    }

    private static List<Path> datedFiles(Surroundings surroundings) throws IOException {
        var data = surroundings.data();
        var stamp = surroundings.installation().map(Installation::stamp).stream();
        if (!data.isOurs()) {
            return stamp.filter(Files::exists).toList();
        }
        try (var logs = Files.isDirectory(data.logs()) ? Files.list(data.logs()) : Stream.<Path>empty()) {
            return Stream.of(stamp, logs, Stream.of(data.runFile(), data.token(), data.journal()))
                    .flatMap(files -> files)
                    .filter(Files::exists)
                    .toList();
        }
    }

    static List<Finding> staleAfter(Surroundings surroundings) {
        var set = surroundings
                .run()
                .map(run -> Optional.ofNullable(run.staleAfter()))
                .orElseGet(() -> Optional.ofNullable(surroundings.environment().get("CONTINUITY_STALE_AFTER")));
        if (set.isEmpty()) {
            return List.of(Finding.ok("stale after", words(USUAL_STALE_AFTER)));
        }
        try {
            var after = Duration.parse(set.get());
            return after.compareTo(SHORT) < 0 || after.compareTo(LONG) > 0
                    ? List.of(Finding.warn(
                            "stale after",
                            words(after) + ", which is unusual",
                            "Set CONTINUITY_STALE_AFTER to a time between PT30S and PT1H, or not at all (PT120S)."))
                    : List.of(Finding.ok("stale after", words(after)));
        } catch (DateTimeParseException e) {
            return List.of(Finding.fail(
                    "stale after",
                    "CONTINUITY_STALE_AFTER is \"%s\"".formatted(set.get()),
                    "It must be an ISO duration such as PT120S."));
        }
    }

    private static String words(Duration after) {
        return "%d s without a sign of life".formatted(after.toSeconds());
    }
}
