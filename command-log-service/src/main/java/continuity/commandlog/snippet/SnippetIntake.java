package continuity.commandlog.snippet;

import continuity.commandlog.Fields;
import continuity.commandlog.Refused;
import continuity.contracts.Uuid7;
import continuity.kit.instances.KnownInstance;
import continuity.sanitizer.Sanitizer;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a client wants kept, checked, before it is known whose instance it is; {@link #of} removes the secrets.
 *
 * <p>Lengths are those of what the client sent, so that it can check them itself. Marks in place of secrets may make
 * what is stored longer or shorter; it is never cut.
 */
record SnippetIntake(
        UUID snippetId,
        String instanceId,
        String snippetType,
        String title,
        String content,
        List<String> tags,
        @Nullable UUID eventId,
        @Nullable String sourceFile,
        @Nullable Integer sourceLineStart,
        @Nullable Integer sourceLineEnd,
        Instant receivedAt) {

    static final List<String> TYPES = List.of("conversation", "code", "decision");

    /** Of the content, in characters. */
    static final int MIN_CONTENT = 100;

    static final int MAX_CONTENT = 10_240;
    static final int MAX_TITLE = 256;
    static final int MAX_TAGS = 20;
    private static final int MAX_TAG = 200;
    private static final int MAX_PATH = 1000;
    private static final int MAX_NAME = 200;

    /**
     * @throws continuity.kit.problem.InvalidInput naming every field that is missing or wrong
     * @throws Refused.IdOutOfReach if the client chose an id whose event has no place
     */
    static SnippetIntake read(Fields fields, Instant now) {
        var id = fields.id("snippet_id");
        var type = fields.requiredText("snippet_type", MAX_NAME);
        var content = fields.requiredText("content", MAX_CONTENT);
        var file = fields.text("source_file", MAX_PATH);
        var start = line(fields, "source_line_start");
        var end = line(fields, "source_line_end");
        fields.require(
                type.isBlank() || TYPES.contains(type), "snippet_type", "must be one of " + String.join(", ", TYPES));
        fields.require(
                content.isBlank() || content.length() >= MIN_CONTENT,
                "content",
                "has less than " + MIN_CONTENT + " characters");
        fields.require(
                start == null || end == null || start <= end, "source_line_end", "lies before source_line_start");
        var intake = new SnippetIntake(
                id == null ? Uuid7.at(now) : id,
                fields.requiredText("instance_id", MAX_NAME),
                type,
                fields.requiredText("title", MAX_TITLE),
                content,
                fields.texts("tags", MAX_TAGS, MAX_TAG),
                fields.id("event_id"),
                file,
                start,
                end,
                now);
        fields.done();
        if (id != null && !Uuid7.isWithinReach(id, now)) {
            throw new Refused.IdOutOfReach(id);
        }
        return intake;
    }

    private static @Nullable Integer line(Fields fields, String name) {
        var line = fields.number(name, 1, Integer.MAX_VALUE);
        return line == null ? null : line.intValue();
    }

    /** @param everywhere the sanitizer; the rules of the instance's project are added */
    Snippet of(KnownInstance instance, Sanitizer everywhere) {
        var sanitizer = everywhere.forProject(instance.project());
        return new Snippet(
                snippetId,
                instance.instanceId(),
                instance.project(),
                snippetType,
                sanitizer.text(title),
                sanitizer.text(content),
                tags.stream().map(sanitizer::text).distinct().toList(),
                eventId,
                sourceFile == null ? null : sanitizer.text(sourceFile),
                sourceLineStart,
                sourceLineEnd,
                receivedAt);
    }
}
