package continuity.cli.status;

import continuity.cli.local.DataDirectory;
import continuity.cli.local.Part;
import continuity.cli.local.RunFile;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The running system at one moment. What could not be learnt in time is empty.
 *
 * @param run what was started; empty when nothing was
 * @param launcher without the parts that it has started
 */
record Snapshot(
        DataDirectory data,
        Instant taken,
        Optional<RunFile> run,
        List<PartStatus> parts,
        Optional<Memory> launcher,
        Optional<InstanceCounts> instances,
        Optional<Streams> streams,
        Optional<Hooks> hooks,
        Optional<Disk> disk) {

    /** Longer than any single question waits for its answer. */
    private static final Duration BOUND = Duration.ofSeconds(5);

    static Snapshot take(DataDirectory data, Instant now) throws InterruptedException {
        var run = RunFile.read(data);
        var running = run.map(RunFile::parts).orElse(List.of());
        try (var questions = new Questions(BOUND)) {
            var parts = running.stream()
                    .map(part -> questions.ask(() -> PartStatus.of(part)))
                    .toList();
            var instances = questions.ask(() -> InstanceCounts.read(data, port(running, Part.REGISTRY)));
            var streams = questions.ask(() -> Streams.read(data, port(running, Part.KAFKA), now));
            var hooks = questions.ask(() -> Hooks.read(data, port(running, Part.MISSION_CONTROL)));
            var disk = questions.ask(() -> Disk.of(data));
            var statuses = new PartStatus[running.size()];
            for (var i = 0; i < statuses.length; i++) {
                var part = running.get(i);
                statuses[i] = questions
                        .answer(parts.get(i))
                        .orElseGet(() -> PartStatus.withoutAnswer(part, PartStatus.Life.ALIVE));
            }
            return new Snapshot(
                    data,
                    now,
                    run,
                    List.of(statuses),
                    run.flatMap(it -> it.launcher().find()).flatMap(Memory::ofItAlone),
                    questions.answer(instances),
                    questions.answer(streams),
                    questions.answer(hooks),
                    questions.answer(disk));
        }
    }

    private static int port(List<RunFile.Running> parts, Part wanted) {
        return parts.stream()
                .filter(part -> part.name().equals(wanted.title()))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException(wanted.title() + " was not started"))
                .port();
    }

    boolean isLauncherGone() {
        return run.isPresent() && run.get().launcher().find().isEmpty();
    }

    boolean isAllUp() {
        return !parts.isEmpty() && parts.stream().allMatch(PartStatus::isUp);
    }

    /** All parts and the launcher; empty unless it is known of at least one. */
    Optional<Long> memory() {
        return Stream.concat(parts.stream().map(PartStatus::memory), Stream.of(launcher))
                .flatMap(Optional::stream)
                .map(Memory::proportional)
                .reduce(Long::sum);
    }
}
