package continuity.commandlog.snippet;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A passage worth keeping, free of secrets.
 *
 * @param snippetType one of {@link SnippetIntake#TYPES}
 * @param eventId the event of the same instance that it belongs to
 * @param sourceLineStart from 1
 * @param sourceLineEnd the last line, not before the first
 * @param createdAt when it was accepted, server time
 */
@RegisterForReflection
public record Snippet(
        UUID snippetId,
        String instanceId,
        String project,
        String snippetType,
        String title,
        String content,
        List<String> tags,
        @Nullable UUID eventId,
        @Nullable String sourceFile,
        @Nullable Integer sourceLineStart,
        @Nullable Integer sourceLineEnd,
        Instant createdAt) {}
