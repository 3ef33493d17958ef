package continuity.commandlog.archive;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
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

    /**
     * Reads {@code {"from": "2026-08-10", "to": "2026-08-12"}}; without {@code to} it is one day.
     *
     * @throws InvalidInput naming what breaks a rule
     */
    static Days read(@Nullable String body, ObjectMapper json) {
        var fields = tree(body, json);
        var from = day(fields.path("from"));
        var to = fields.has("to") ? day(fields.path("to")) : from;
        if (from == null || to == null) {
            throw new InvalidInput(from == null ? "from" : "to", "must be a day like 2026-08-10");
        }
        new InvalidInput.Check()
                .require(fields.size() == (fields.has("to") ? 2 : 1), "body", "has the fields from and to, no others")
                .require(!to.isBefore(from), "to", "must not lie before from")
                .require(ChronoUnit.DAYS.between(from, to) < MAX, "to", "must lie within " + MAX + " days")
                .done();
        return new Days(from, to);
    }

    private static JsonNode tree(@Nullable String body, ObjectMapper json) {
        try {
            return body == null ? MissingNode.getInstance() : json.readTree(body);
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
