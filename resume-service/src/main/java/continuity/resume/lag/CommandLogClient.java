package continuity.resume.lag;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** The command log's word on how far an instance's events go; asked with the service's own token. */
@RegisterRestClient(configKey = "command-log-head")
@Path("/api/v1/instances")
interface CommandLogClient {

    /** The newest events; empty while there is none. */
    @RegisterForReflection
    record Latest(List<Event> events) {

        long newest() {
            return events.isEmpty() ? 0 : events.getLast().sequenceNum();
        }
    }

    /** The one field of an event that is needed here. */
    @RegisterForReflection
    record Event(long sequenceNum) {}

    @GET
    @Path("{id}/events/latest")
    Latest latest(
            @PathParam("id") String id, @QueryParam("limit") int limit, @HeaderParam("Authorization") String bearer);
}
