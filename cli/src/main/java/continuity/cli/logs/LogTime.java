package continuity.cli.logs;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The time with which a record begins, in the formats of the services, the broker and PostgreSQL. */
final class LogTime {

    private static final Pattern BEGINNING = Pattern.compile(
            "^(?<date>\\d{4}-\\d\\d-\\d\\d)[T ](?<time>\\d\\d:\\d\\d:\\d\\d[.,]\\d{3})(?<zone> ?[A-Z]{1,5}\\b|[+-]\\d\\d:?\\d\\d|)");

    private static final DateTimeFormatter WITH_OFFSET =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS[XXX][XX]", Locale.ROOT);
    private static final DateTimeFormatter WITH_ZONE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS z", Locale.ENGLISH);

    private LogTime() {}

    /**
     * Empty if the line begins no record: it belongs to the one before, as the lines of a stack trace do.
     *
     * @param local where the clock stood of a time that names no zone
     */
    static Optional<Instant> of(String line, ZoneId local) {
        var beginning = BEGINNING.matcher(line);
        if (!beginning.find()) {
            return Optional.empty();
        }
        var dateTime = beginning.group("date") + "T" + beginning.group("time").replace(',', '.');
        var zone = beginning.group("zone").strip();
        try {
            return Optional.of(instant(dateTime, zone, local));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static Instant instant(String dateTime, String zone, ZoneId local) {
        if (zone.isEmpty()) {
            return LocalDateTime.parse(dateTime).atZone(local).toInstant();
        }
        return Character.isLetter(zone.charAt(0)) && !zone.equals("Z")
                ? ZonedDateTime.parse(dateTime + " " + zone, WITH_ZONE).toInstant()
                : OffsetDateTime.parse(dateTime + zone, WITH_OFFSET).toInstant();
    }
}
