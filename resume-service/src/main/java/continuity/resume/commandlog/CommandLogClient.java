package continuity.resume.rebuild;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.jspecify.annotations.Nullable;

/** Pages of what the command log keeps, newest first. */
@RegisterRestClient(configKey = "command-log")
@Path("/api/v1")
interface CommandLogClient {

    @GET
    @Path("events")
    JsonNode events(
            @QueryParam("instance_id") String instanceId,
            @QueryParam("order") String order,
            @QueryParam("from") @Nullable String from,
            @QueryParam("limit") int limit,
            @QueryParam("cursor") @Nullable String cursor,
            @HeaderParam("Authorization") String bearer);

    @GET
    @Path("commands")
    JsonNode commands(
            @QueryParam("instance_id") String instanceId,
            @QueryParam("from") @Nullable String from,
            @QueryParam("limit") int limit,
            @QueryParam("cursor") @Nullable String cursor,
            @HeaderParam("Authorization") String bearer);
}
