package continuity.missioncontrol.forward;

import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

@RegisterRestClient(configKey = "registry")
@Path("/api/v1/ingest/presence")
interface PresenceApi {

    @POST
    Response present(@HeaderParam(HttpHeaders.AUTHORIZATION) String bearer);
}
