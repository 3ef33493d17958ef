package continuity.checkpoint;

import continuity.kit.security.OutgoingCredentials;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.rest.client.annotation.RegisterClientHeaders;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** The resume-service's answer to "what is it doing", as text, so that freezing it changes nothing. */
@RegisterRestClient(configKey = "resume")
@RegisterClientHeaders(OutgoingCredentials.class)
@Path("/api/v1/instances")
interface ResumeClient {

    @GET
    @Path("{id}/context")
    @Produces(MediaType.APPLICATION_JSON)
    String context(@PathParam("id") String instanceId);
}
