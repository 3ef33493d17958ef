package continuity.registry;

import continuity.contracts.InstanceStatus;
import continuity.kit.problem.InvalidInput;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Which instances a list holds; absent conditions exclude none.
 *
 * @param limit rows on a page, 1 to {@value #MAX_LIMIT}
 * @param after where the page before ended, null for the first page
 */
record InstanceFilter(
        @Nullable String project,
        @Nullable String machine,
        @Nullable InstanceStatus status,
        boolean activeOnly,
        @Nullable String client,
        @Nullable String clientSessionId,
        int limit,
        @Nullable Cursor after) {

    static final int DEFAULT_LIMIT = 100;
    static final int MAX_LIMIT = 1000;

    InstanceFilter {
        new FieldCheck()
                .line("project", project)
                .line("machine", machine)
                .line("client", client)
                .line("client_session_id", clientSessionId)
                .done();
    }

    /** @throws InvalidInput unless it is the name of a status, or absent */
    static @Nullable InstanceStatus status(@Nullable String name) {
        if (name == null) {
            return null;
        }
        return Arrays.stream(InstanceStatus.values())
                .filter(status -> status.toString().equals(name))
                .findFirst()
                .orElseThrow(() -> new InvalidInput("status", "must be active, stale or closed"));
    }

    /** @throws InvalidInput unless it is a positive number, or absent; larger ones count as {@value #MAX_LIMIT} */
    static int limit(@Nullable String text) {
        if (text == null) {
            return DEFAULT_LIMIT;
        }
        if (!text.matches("0*[1-9][0-9]{0,8}")) {
            throw new InvalidInput("limit", "must be a positive integer");
        }
        return Math.min(Integer.parseInt(text), MAX_LIMIT);
    }
}
