package continuity.checkpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import continuity.kit.problem.InvalidInput;
import jakarta.ws.rs.BadRequestException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request for a cleanup.
 *
 * @param retention null for the usual one
 */
record CleanupRequest(@Nullable Duration retention, boolean dryRun) {

    /** A hundred years: more is a mistake, and no time that a database knows. */
    private static final int MAX_DAYS = 36_500;

    private static final Set<String> FIELDS = Set.of("retention_days", "dry_run");

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
                .require(
                        FIELDS.containsAll(names(fields)),
                        "body",
                        "has the fields retention_days and dry_run, no others")
                .require(isAbsent(days) || isDays(days), "retention_days", "is an integer, 1 to " + MAX_DAYS)
                .require(isAbsent(dryRun) || dryRun.isBoolean(), "dry_run", "is true or false")
                .done();
        return new CleanupRequest(isAbsent(days) ? null : Duration.ofDays(days.intValue()), dryRun.asBoolean());
    }

    /** A field that is spelled wrong would delete what was only to be counted. */
    private static Set<String> names(JsonNode fields) {
        var names = new HashSet<String>();
        fields.fieldNames().forEachRemaining(names::add);
        return names;
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
