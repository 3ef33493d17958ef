package continuity.registry;

import continuity.contracts.InstanceStatus;
import continuity.kit.problem.InvalidInput;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Which instances a list holds; absent conditions exclude none.
 *
 * @param limit rows on a page, 1 to {@value PageLimit#MAX}
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
}
