package continuity.kit.instances;

import continuity.contracts.Instance;
import continuity.kit.security.ServiceToken;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** The registry's answer to "who is this"; asked with the service's own {@link ServiceToken}. */
@RegisterRestClient(configKey = "registry")
@Path("/api/v1/instances")
interface RegistryClient {

    @GET
    @Path("{id}")
    Instance find(@PathParam("id") String id, @HeaderParam("Authorization") String bearer);
}
