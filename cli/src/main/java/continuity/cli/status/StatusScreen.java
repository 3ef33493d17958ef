package continuity.cli.status;

import continuity.cli.local.RunFile;
import continuity.cli.terminal.Figures;
import continuity.cli.terminal.PlainText;
import continuity.cli.terminal.Table;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The snapshot for people, on one screen. */
final class StatusScreen {

    private static final DateTimeFormatter TO_THE_MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

    private final Snapshot snapshot;
    private final ZoneId zone;

    StatusScreen(Snapshot snapshot, ZoneId zone) {
        this.snapshot = snapshot;
        this.zone = zone;
    }

    @Override
    public String toString() {
        return snapshot.run().map(this::screen).orElseGet(this::nothing);
    }

    private String nothing() {
        return "Nothing is running with the data in %s.%n"
                .formatted(snapshot.data().root());
    }

    private String screen(RunFile run) {
        return """
                Session Continuity at %s, %s, build %s
                Data in %s

                %s
                Instances   %s
                Throughput  %s
                Lag         %s
                Journal     %s
                Memory      %s
                Disk        %s
                %s""".formatted(
                        run.url(),
                        upSince(run),
                        PlainText.oneLine(Optional.ofNullable(run.build()).orElse(Figures.UNKNOWN)),
                        snapshot.data().root(),
                        parts(),
                        shown(snapshot.instances(), StatusScreen::instances),
                        shown(snapshot.streams(), StatusScreen::throughput),
                        shown(snapshot.streams(), StatusScreen::lag),
                        shown(snapshot.hooks(), StatusScreen::journal),
                        shown(snapshot.memory(), bytes -> Figures.bytes(bytes) + " in all"),
                        shown(snapshot.disk(), StatusScreen::disk),
                        warning(run));
    }

    private String upSince(RunFile run) {
        var since = run.launcher().startedAt();
        return "%s since %s (%s)"
                .formatted(run.ready() ? "up" : "starting", TO_THE_MINUTE.format(since.atZone(zone)), ago(since));
    }

    private String ago(Instant since) {
        var age = Duration.between(since, snapshot.taken());
        return Figures.duration(age.isNegative() ? Duration.ZERO : age);
    }

    private Table parts() {
        var table = new Table("PART", "STATE", "PORT", "PID", "RSS", "PSS", "DETAILS");
        for (var status : snapshot.parts()) {
            table.add(
                    status.part().name(),
                    status.state(snapshot.taken()),
                    Integer.toString(status.part().port()),
                    Long.toString(status.part().process().pid()),
                    shown(status.memory(), memory -> Figures.bytes(memory.resident())),
                    shown(status.memory(), memory -> Figures.bytes(memory.proportional())),
                    status.details());
        }
        return table;
    }

    private String warning(RunFile run) {
        return snapshot.isLauncherGone()
                ? "%nThe launcher, process %d, is gone: what ends is not started again. ./continuity up starts all anew.%n"
                        .formatted(run.launcher().pid())
                : "";
    }

    private static String instances(InstanceCounts counts) {
        return "%d active, %d stale, %d closed".formatted(counts.active(), counts.stale(), counts.closed());
    }

    private static String throughput(Streams streams) {
        return "commands %s, events %s".formatted(rate(streams.commands()), rate(streams.events()));
    }

    private static String rate(Streams.Rate rate) {
        return String.format(
                Locale.ROOT, "%.0f in the last minute (%.1f/min over five)", rate.lastMinute(), rate.lastFiveMinutes());
    }

    private static String lag(Streams streams) {
        var groups = streams.lag().entrySet().stream()
                .map(group -> "%s %d"
                        .formatted(
                                PlainText.oneLine(group.getKey()),
                                group.getValue().records()))
                .collect(Collectors.joining(", "));
        var dead = streams.deadLetters().values().stream()
                .mapToLong(Long::longValue)
                .sum();
        return dead == 0 ? groups : "%s; %d dead letters".formatted(groups, dead);
    }

    private static String journal(Hooks hooks) {
        var dropped = hooks.dropped() == 0 ? "" : ", %d dropped".formatted(hooks.dropped());
        return "%d hooks waiting, %s%s".formatted(hooks.waiting(), Figures.bytes(hooks.journalBytes()), dropped);
    }

    private static String disk(Disk disk) {
        var used = disk.used().entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .map(directory -> directory.getKey() + " " + Figures.bytes(directory.getValue()))
                .collect(Collectors.joining(", "));
        return "%s free of %s; %s".formatted(Figures.bytes(disk.free()), Figures.bytes(disk.total()), used);
    }

    private static <T> String shown(Optional<T> figure, Function<T, String> words) {
        return figure.map(words).orElse(Figures.UNKNOWN);
    }
}
