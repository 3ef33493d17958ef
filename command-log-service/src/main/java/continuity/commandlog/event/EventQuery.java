package continuity.commandlog.event;

import java.util.List;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** The parameters of {@code GET /api/v1/events} as they came. */
public record EventQuery(
        @RestQuery("instance_id") @Nullable String instanceId,
        @RestQuery("event_type") List<String> eventTypes,
        @RestQuery @Nullable String from,
        @RestQuery @Nullable String to,
        @RestQuery @Nullable String q,
        @RestQuery @Nullable String order,
        @RestQuery @Nullable String limit,
        @RestQuery @Nullable String cursor) {}
