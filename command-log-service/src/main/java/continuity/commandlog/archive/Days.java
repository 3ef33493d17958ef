package continuity.commandlog.archive;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import continuity.kit.problem.InvalidInput;
import jakarta.ws.rs.BadRequestException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.Period;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The days that are to come back, both ends included. */
record Days(LocalDate from, LocalDate to) {

    /** A year: what is more comes in several requests. */
    private static final long MAX = 366;

    private static final LocalDate EARLIEST = LocalDate.of(2020, 1, 6);
    private static final String A_DAY = "must be a day like 2026-08-10";

    /**
     * Reads {@code {"from": "2026-08-10", "to": "2026-08-12"}}; without {@code to} it is one day.
     *
     * @throws InvalidInput naming every field that breaks a rule
     */
    static Days read(String body, ObjectMapper json) {
        var fields = tree(body, json);
        var from = day(fields.path("from"));
        var to = fields.path("to").isMissingNode() || fields.path("to").isNull() ? from : day(fields.path("to"));
        if (from == null) {
            throw new InvalidInput("from", A_DAY);
        }
        if (to == null) {
            throw new InvalidInput("to", A_DAY);
        }
        if (to.isBefore(from) || ChronoUnit.DAYS.between(from, to) >= MAX) {
            throw new InvalidInput("to", "must be 0 to " + (MAX - 1) + " days after from");
        }
        return new Days(from, to);
    }

    private static JsonNode tree(String body, ObjectMapper json) {
        try {
            return json.readTree(body);
        } catch (JsonProcessingException e) {
            throw new BadRequestException(e);
        }
    }

    private static @Nullable LocalDate day(JsonNode field) {
        try {
            var day = LocalDate.parse(field.asText());
            return field.isTextual() && !day.isBefore(EARLIEST) && day.getYear() <= 9999 ? day : null;
        } catch (DateTimeException e) {
            return null;
        }
    }

    boolean contain(LocalDate day) {
        return !day.isBefore(from) && !day.isAfter(to);
    }

    /** The weeks that they lie in, in order. */
    List<Week> weeks() {
        return Week.of(from)
                .firstDay()
                .datesUntil(to.plusDays(1), Period.ofWeeks(1))
                .map(Week::new)
                .toList();
    }

    @Override
    public String toString() {
        return from.equals(to) ? from.toString() : from + " to " + to;
    }
}
