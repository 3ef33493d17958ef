package continuity.registry;

import continuity.contracts.InstanceType;
import continuity.contracts.MachineName;
import continuity.contracts.ProjectName;
import continuity.kit.problem.InvalidInput;
import continuity.kit.text.PlainText;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The rule of each field that requests share; collects all that are broken. Absent optional fields break none. */
final class FieldCheck {

    /** Longest client name, in characters. */
    static final int MAX_CLIENT = 64;

    /** Longest one-line text: session id, epic, source, reason, key; in characters. */
    static final int MAX_LINE = 200;

    /** Longest working directory, in characters. */
    static final int MAX_DIRECTORY = 4096;

    private static final Set<String> LINK_CONFIDENCES = Set.of("high", "low");

    /** Most hooks that one source may have counted. */
    static final long MAX_COUNT = 1_000_000_000_000L;

    private final InvalidInput.Check check = new InvalidInput.Check();

    FieldCheck require(boolean holds, String field, String message) {
        check.require(holds, field, message);
        return this;
    }

    FieldCheck project(String name) {
        return require(
                ProjectName.isValid(name),
                "project",
                "must be 1–64 characters of a–z, 0–9 and hyphen, without a hyphen at either end");
    }

    FieldCheck type(@Nullable String type) {
        var known = Arrays.stream(InstanceType.values()).map(Enum::name);
        return require(type == null || known.anyMatch(type::equals), "instance_type", "must be PS or MS");
    }

    FieldCheck machine(@Nullable String name) {
        return require(
                name == null || MachineName.isValid(name),
                "host_machine",
                "must be 1–64 characters of a–z, 0–9, hyphen and underscore, beginning with a letter or digit");
    }

    FieldCheck session(@Nullable String client, @Nullable String clientSessionId) {
        return line("client", client, MAX_CLIENT)
                .line("client_session_id", clientSessionId, MAX_LINE)
                .require(clientSessionId == null || client != null, "client", "is required beside client_session_id");
    }

    FieldCheck link(@Nullable String client, @Nullable String previousSessionId, @Nullable String confidence) {
        return line("previous_client_session_id", previousSessionId, MAX_LINE)
                .require(
                        previousSessionId == null || client != null,
                        "client",
                        "is required beside previous_client_session_id")
                .require(
                        confidence == null || LINK_CONFIDENCES.contains(confidence),
                        "link_confidence",
                        "must be high or low");
    }

    FieldCheck directory(@Nullable String path) {
        return line("working_directory", path, MAX_DIRECTORY);
    }

    FieldCheck line(String field, @Nullable String text) {
        return line(field, text, MAX_LINE);
    }

    FieldCheck percentage(@Nullable Integer percent) {
        return require(
                percent == null || (percent >= 0 && percent <= 100),
                "context_percent",
                "must be an integer from 0 to 100");
    }

    FieldCheck counts(@Nullable HookCounts counts) {
        return require(
                counts == null
                        || (counts.source() != null
                                && isCount(counts.stored())
                                && isCount(counts.dropped())
                                && isCount(counts.waiting())),
                "hooks",
                "needs a source (UUID) and counts from 0 to " + MAX_COUNT);
    }

    private static boolean isCount(long number) {
        return number >= 0 && number <= MAX_COUNT;
    }

    FieldCheck generation(@Nullable Integer generation) {
        return require(generation == null || generation > 0, "generation", "must be an integer from 1");
    }

    private FieldCheck line(String field, @Nullable String text, int maxLength) {
        return require(
                PlainText.isLine(text, maxLength),
                field,
                "must be one line of 1–" + maxLength + " characters without control characters");
    }

    /** @throws InvalidInput if any rule was broken */
    void done() {
        check.done();
    }
}
