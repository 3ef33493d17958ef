package continuity.checkpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import continuity.kit.problem.InvalidInput;
import jakarta.ws.rs.BadRequestException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request for a cleanup.
 *
 * @param retention null for the usual one
 */
record CleanupRequest(@Nullable Duration retention, boolean dryRun) {

    /** A hundred years: more is a mistake, and no time that a database knows. */
    private static final int MAX_DAYS = 36_500;

    /**
     * @param body may be empty, which asks for the usual
     * @throws InvalidInput naming every field that breaks a rule
     */
    static CleanupRequest read(@Nullable String body, ObjectMapper json) {
        var fields = tree(body, json);
        var days = fields.path("retention_days");
        var dryRun = fields.path("dry_run");
        new InvalidInput.Check()
                .require(fields.isMissingNode() || fields.isObject(), "body", "is a JSON object")
                .require(isAbsent(days) || isDays(days), "retention_days", "is an integer, 1 to " + MAX_DAYS)
                .require(isAbsent(dryRun) || dryRun.isBoolean(), "dry_run", "is true or false")
                .done();
        return new CleanupRequest(isAbsent(days) ? null : Duration.ofDays(days.intValue()), dryRun.asBoolean());
    }

    private static JsonNode tree(@Nullable String body, ObjectMapper json) {
        try {
            return body == null || body.isBlank() ? MissingNode.getInstance() : json.readTree(body);
        } catch (JsonProcessingException e) {
            throw new BadRequestException(e);
        }
    }

    private static boolean isAbsent(JsonNode value) {
        return value.isMissingNode() || value.isNull();
    }

    private static boolean isDays(JsonNode value) {
        return value.isIntegralNumber()
                && value.canConvertToInt()
                && value.intValue() >= 1
                && value.intValue() <= MAX_DAYS;
    }
}
