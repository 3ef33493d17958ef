package continuity.resume.commandlog;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.jspecify.annotations.Nullable;

/** What the command log keeps, and how far an instance's events go. */
@RegisterRestClient(configKey = "command-log")
@Path("/api/v1")
public interface CommandLogClient {

    /** The newest events; empty while there is none. */
    @RegisterForReflection
    record Latest(List<Event> events) {

        public long newest() {
            return events.isEmpty() ? 0 : events.getLast().sequenceNum();
        }
    }

    /** The one field of an event that is needed here. */
    @RegisterForReflection
    record Event(long sequenceNum) {}

    @GET
    @Path("instances/{id}/events/latest")
    Latest latest(
            @PathParam("id") String id, @QueryParam("limit") int limit, @HeaderParam("Authorization") String bearer);

    /** A page. */
    @GET
    @Path("events")
    JsonNode events(
            @QueryParam("instance_id") String instanceId,
            @QueryParam("order") String order,
            @QueryParam("from") @Nullable String from,
            @QueryParam("limit") int limit,
            @QueryParam("cursor") @Nullable String cursor,
            @HeaderParam("Authorization") String bearer);

    /** A page, newest first. */
    @GET
    @Path("commands")
    JsonNode commands(
            @QueryParam("instance_id") String instanceId,
            @QueryParam("from") @Nullable String from,
            @QueryParam("limit") int limit,
            @QueryParam("cursor") @Nullable String cursor,
            @HeaderParam("Authorization") String bearer);
}
