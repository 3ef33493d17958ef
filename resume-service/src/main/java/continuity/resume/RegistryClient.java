package continuity.resume;

import continuity.contracts.Instance;
import continuity.kit.security.OutgoingCredentials;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import org.eclipse.microprofile.rest.client.annotation.RegisterClientHeaders;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** The registry's endpoints that a resume needs, called with the caller's own rights. */
@RegisterRestClient(configKey = "registry")
@RegisterClientHeaders(OutgoingCredentials.class)
@Path("/api/v1/instances")
interface RegistryClient {

    @GET
    @Path("{id}")
    Instance find(@PathParam("id") String id);

    @GET
    @Path("{id}")
    Life life(@PathParam("id") String id);

    @POST
    @Path("{id}/succession")
    Instance succeed(@PathParam("id") String id, Succession succession);
}
