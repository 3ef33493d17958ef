package continuity.cli.client;

import com.fasterxml.jackson.databind.JsonNode;
import continuity.cli.terminal.CommandFailed;
import continuity.cli.terminal.ExitCode;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
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

    /**
     * What the API understands: {@code 90m}, {@code 2h} and {@code 3d} become a time; a time and nothing stay.
     *
     * @param option that the text came with, for the refusal
     * @throws CommandFailed if it is neither
     */
    static String asked(String option, String text, Instant now) {
        if (text.matches("\\d{1,6}[smhd]")) {
            var upper = text.toUpperCase(Locale.ROOT);
            var ago = Duration.parse(upper.endsWith("D") ? "P" + upper : "PT" + upper);
            return now.minus(ago).truncatedTo(ChronoUnit.SECONDS).toString();
        }
        try {
            return text.isEmpty() ? text : OffsetDateTime.parse(text).toString();
        } catch (DateTimeParseException e) {
            throw new CommandFailed(
                    ExitCode.USAGE,
                    "%s takes 90m, 2h, 3d or a time with its zone, as in 2026-01-31T03:00:00Z; not \"%s\"."
                            .formatted(option, text));
        }
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
