package continuity.registry;

import continuity.kit.problem.InvalidInput;
import continuity.kit.text.PlainText;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** The last row of a page; the next page begins after it. Opaque to clients. */
record Cursor(String project, Instant lastHeartbeat, String instanceId) {

    private static final String SEPARATOR = "\n";
    private static final int PARTS = 3;
    private static final int MAX_PART = 200;
    private static final Instant END_OF_TIME = Instant.parse("9999-12-31T23:59:59Z");

    static Cursor after(InstanceRow row) {
        var instance = row.instance();
        return new Cursor(instance.project(), instance.lastHeartbeat(), instance.instanceId());
    }

    /** @throws InvalidInput if it is none of ours */
    static @Nullable Cursor parse(@Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            var parts = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8).split(SEPARATOR, -1);
            if (parts.length == PARTS && PlainText.isLine(parts[0], MAX_PART) && PlainText.isLine(parts[2], MAX_PART)) {
                return new Cursor(parts[0], time(parts[1]), parts[2]);
            }
        } catch (IllegalArgumentException | DateTimeException e) {
            throw foreign();
        }
        throw foreign();
    }

    /** The value of {@code next_cursor}. */
    String text() {
        var text = String.join(SEPARATOR, project, lastHeartbeat.toString(), instanceId);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Instant time(String text) {
        var time = Instant.parse(text);
        if (time.isBefore(Instant.EPOCH) || time.isAfter(END_OF_TIME)) {
            throw new DateTimeException("out of range: " + time);
        }
        return time;
    }

    private static InvalidInput foreign() {
        return new InvalidInput("cursor", "is not a next_cursor of this list");
    }
}
