package continuity.missioncontrol.forward;

import continuity.kit.security.Callers;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.jspecify.annotations.Nullable;

@RegisterRestClient(configKey = "command-log")
@Path("/api/v1")
interface CommandLogApi {

    @POST
    @Path("commands")
    Response log(
            @HeaderParam(HttpHeaders.AUTHORIZATION) String bearer,
            @HeaderParam(Callers.ON_BEHALF) @Nullable String onBehalf,
            Map<String, Object> command);

    @POST
    @Path("events")
    Response emit(
            @HeaderParam(HttpHeaders.AUTHORIZATION) String bearer,
            @HeaderParam(Callers.ON_BEHALF) @Nullable String onBehalf,
            Map<String, Object> event);
}
