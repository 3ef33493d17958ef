package continuity.cli.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Times as people say and read them: {@code 2h} ago, and the clock on their own wall. */
final class Moments {

    private static final DateTimeFormatter SHOWN =
            DateTimeFormatter.ofPattern("MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneId.systemDefault());

    private Moments() {}

    /** What the API understands: {@code 90m}, {@code 2h} and {@code 3d} become a time; all else stays as it is. */
    static String asked(String text, Instant now) {
        if (!text.matches("\\d{1,6}[smhd]")) {
            return text;
        }
        var upper = text.toUpperCase(Locale.ROOT);
        var ago = Duration.parse(upper.endsWith("D") ? "P" + upper : "PT" + upper);
        return now.minus(ago).truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** A field that holds a time, by the clock of this machine. */
    static String shown(JsonNode node, String field) {
        try {
            return SHOWN.format(Instant.parse(node.path(field).asText()));
        } catch (DateTimeParseException e) {
            return Wording.UNKNOWN;
        }
    }
}
