package continuity.checkpoint;

import continuity.kit.problem.InvalidInput;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Which part of a list a client asks for. */
final class PageRequest {

    private static final int DEFAULT_LIMIT = 50;
    private static final int MAX_LIMIT = 1000;

    private PageRequest() {}

    /** Number of entries: {@value #DEFAULT_LIMIT} when nothing is said, never more than {@value #MAX_LIMIT}. */
    static int limit(@Nullable String text) {
        if (text == null) {
            return DEFAULT_LIMIT;
        }
        if (!text.matches("[1-9][0-9]{0,8}")) {
            throw new InvalidInput("limit", "is an integer, 1 to " + MAX_LIMIT);
        }
        return Math.min(Integer.parseInt(text), MAX_LIMIT);
    }

    /** An instance id to filter by; one that cannot be stored cannot be searched for. */
    static @Nullable String instanceId(@Nullable String text) {
        if (text != null && !StorableText.of(text).equals(text)) {
            throw new InvalidInput("instance_id", "is text without NUL characters");
        }
        return text;
    }

    static String cursor(Checkpoint last) {
        var position = last.createdAt() + " " + last.checkpointId();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(position.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * @param cursor null for the first page
     * @throws InvalidInput if it is none of ours
     */
    static CheckpointStore.Position position(@Nullable String cursor) {
        if (cursor == null) {
            return CheckpointStore.Position.FIRST_PAGE;
        }
        try {
            var parts = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8).split(" ", 2);
            return new CheckpointStore.Position(time(parts[0]), UUID.fromString(parts[parts.length - 1]));
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new InvalidInput("cursor", "is the next_cursor of the page before");
        }
    }

    private static Instant time(String text) {
        var time = Instant.parse(text);
        if (time.isBefore(Instant.EPOCH) || time.isAfter(CheckpointStore.Position.FIRST_PAGE.createdAt())) {
            throw new DateTimeException("out of range: " + time);
        }
        return time;
    }
}
