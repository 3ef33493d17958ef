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

@RegisterRestClient(configKey = "checkpoint")
@Path("/api/v1/checkpoints")
interface CheckpointApi {

    @POST
    Response create(
            @HeaderParam(HttpHeaders.AUTHORIZATION) String bearer,
            @HeaderParam(Callers.ON_BEHALF) @Nullable String onBehalf,
            @HeaderParam(ServiceCalls.IDEMPOTENCY_KEY) String key,
            Map<String, Object> checkpoint);
}
