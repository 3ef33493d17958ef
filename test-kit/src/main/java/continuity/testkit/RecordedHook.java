package continuity.testkit;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One request of an agent's client, as it was recorded, with planted secrets filled in.
 *
 * @param at when it arrived
 * @param event hook event, such as {@code PostToolUse}; {@code StatusLine} for a status line
 * @param via how the client sent it: {@code http}, {@code command}, {@code statusline}, {@code plugin}, {@code notify}
 * @param headers HTTP headers, names in lower case; {@code content-length} is that of the original body
 * @param body JSON
 */
public record RecordedHook(Instant at, String event, String via, Map<String, String> headers, String body) {

    private static final Pattern SESSION_ID = Pattern.compile("\"(?:session_id|sessionID)\":\"([^\"]+)\"");

    public RecordedHook {
        headers = Map.copyOf(headers);
    }

    /** The client session that it belongs to, if it names one; Codex' notifications name it elsewhere. */
    public Optional<String> sessionId() {
        return SESSION_ID.matcher(body).results().map(found -> found.group(1)).findFirst();
    }

    /** The same hook in another client session: every occurrence of the id changes, in paths and headers too. */
    public RecordedHook inSession(String sessionId) {
        return sessionId().map(own -> replacing(own, sessionId)).orElse(this);
    }

    /** The same hook with {@code from} replaced wherever it occurs, in headers and body. */
    RecordedHook replacing(String from, String to) {
        var changed = new HashMap<>(headers);
        changed.replaceAll((name, value) -> value.replace(from, to));
        return new RecordedHook(at, event, via, changed, body.replace(from, to));
    }
}
