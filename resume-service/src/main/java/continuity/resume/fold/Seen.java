package continuity.resume.fold;

import continuity.contracts.CheckpointCreated;
import continuity.contracts.CommandLogged;
import continuity.contracts.EventAppended;
import java.time.Instant;
import java.util.Comparator;

/**
 * A statement and the record that it rests on.
 *
 * <p>Ordered by stamp. Two statements with one stamp come from one record and are equal; should a later release have
 * read that record differently, source and text decide, so that the order stays total.
 *
 * @param source for people: {@code event 41}, {@code command 0197…}
 */
public record Seen<T>(Stamp stamp, String source, T value) implements Comparable<Seen<T>> {

    private static final Comparator<Seen<?>> ORDER = Comparator.<Seen<?>, Stamp>comparing(Seen::stamp)
            .thenComparing(Seen::source)
            .thenComparing(seen -> String.valueOf(seen.value()));

    static <T> Seen<T> in(CommandLogged command, T value) {
        return new Seen<>(
                new Stamp(command.recordedAt(), command.commandId().toString()),
                "command " + command.commandId(),
                value);
    }

    /** One of several statements of the same kind in one command, of at most some 40,000; they keep their order. */
    static <T> Seen<T> in(CommandLogged command, int index, T value) {
        var digits = Integer.toString(index, 36);
        var ordered = index < 35 ? digits : "z" + "000".substring(digits.length()) + digits;
        return new Seen<>(
                new Stamp(command.recordedAt(), command.commandId() + "/" + ordered),
                "command " + command.commandId(),
                value);
    }

    static <T> Seen<T> in(EventAppended event, T value) {
        return new Seen<>(
                new Stamp(event.timestamp(), event.eventId().toString()), "event " + event.sequenceNum(), value);
    }

    static <T> Seen<T> in(CheckpointCreated checkpoint, T value) {
        return new Seen<>(
                new Stamp(checkpoint.createdAt(), checkpoint.checkpointId().toString()),
                "checkpoint " + checkpoint.checkpointId(),
                value);
    }

    public Instant at() {
        return stamp.at();
    }

    Seen<T> inheritedFrom(String instanceId) {
        return new Seen<>(stamp, instanceId + " " + source, value);
    }

    @Override
    public int compareTo(Seen<T> other) {
        return ORDER.compare(this, other);
    }
}
