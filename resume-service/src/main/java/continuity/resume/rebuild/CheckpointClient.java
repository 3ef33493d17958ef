package continuity.resume.rebuild;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.jspecify.annotations.Nullable;

/** The checkpoint-service's answers to "what was frozen". */
@RegisterRestClient(configKey = "checkpoint")
@Path("/api/v1/checkpoints")
interface CheckpointClient {

    /** A page of headers, newest first. */
    @GET
    JsonNode list(
            @QueryParam("instance_id") String instanceId,
            @QueryParam("limit") int limit,
            @QueryParam("cursor") @Nullable String cursor,
            @HeaderParam("Authorization") String bearer);

    /** One with its work state, as text: it may not be what it should be. */
    @GET
    @Path("{id}")
    String find(@PathParam("id") String checkpointId, @HeaderParam("Authorization") String bearer);
}
