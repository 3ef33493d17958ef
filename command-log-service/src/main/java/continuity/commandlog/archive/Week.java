package continuity.commandlog.archive;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Optional;

/** A week of the audit tables: Monday to Sunday, UTC. */
record Week(LocalDate firstDay) implements Comparable<Week> {

    Week {
        if (firstDay.getDayOfWeek() != DayOfWeek.MONDAY) {
            throw new IllegalArgumentException(firstDay + " is no Monday");
        }
    }

    static Week of(LocalDate day) {
        return new Week(day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)));
    }

    /** Reads {@code 2026-W33}; empty if that is no week. */
    static Optional<Week> parse(String week) {
        try {
            return Optional.of(new Week(LocalDate.parse(week + "-1", DateTimeFormatter.ISO_WEEK_DATE)));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    List<LocalDate> days() {
        return firstDay.datesUntil(firstDay.plusWeeks(1)).toList();
    }

    /** Midnight, UTC. */
    static Instant startOf(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    /** As in {@code 2026-W33}. */
    @Override
    public String toString() {
        return "%d-W%02d"
                .formatted(firstDay.get(IsoFields.WEEK_BASED_YEAR), firstDay.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
    }

    @Override
    public int compareTo(Week other) {
        return firstDay.compareTo(other.firstDay);
    }
}
