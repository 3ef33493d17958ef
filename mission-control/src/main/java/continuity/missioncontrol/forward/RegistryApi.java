package continuity.missioncontrol.forward;

import continuity.kit.security.Callers;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.jspecify.annotations.Nullable;

@RegisterRestClient(configKey = "registry")
@Path("/api/v1/instances")
interface RegistryApi {

    @POST
    Response register(
            @HeaderParam(HttpHeaders.AUTHORIZATION) String bearer,
            @HeaderParam(Callers.ON_BEHALF) @Nullable String onBehalf,
            @HeaderParam(ServiceCalls.IDEMPOTENCY_KEY) String key,
            Map<String, Object> registration);

    @GET
    Response ofSession(
            @HeaderParam(HttpHeaders.AUTHORIZATION) String bearer,
            @HeaderParam(Callers.ON_BEHALF) @Nullable String onBehalf,
            @QueryParam("client") String client,
            @QueryParam("client_session_id") String clientSessionId);

    @GET
    @Path("{id}/identity")
    Response identity(
            @HeaderParam(HttpHeaders.AUTHORIZATION) String bearer,
            @HeaderParam(Callers.ON_BEHALF) @Nullable String onBehalf,
            @PathParam("id") String instanceId);

    @POST
    @Path("{id}/heartbeat")
    Response heartbeat(
            @HeaderParam(HttpHeaders.AUTHORIZATION) String bearer,
            @HeaderParam(Callers.ON_BEHALF) @Nullable String onBehalf,
            @PathParam("id") String instanceId,
            Map<String, Object> heartbeat);

    @POST
    @Path("{id}/transcript")
    Response linkTranscript(
            @HeaderParam(HttpHeaders.AUTHORIZATION) String bearer,
            @HeaderParam(Callers.ON_BEHALF) @Nullable String onBehalf,
            @PathParam("id") String instanceId,
            Map<String, Object> transcript);

    @POST
    @Path("{id}/close")
    Response close(
            @HeaderParam(HttpHeaders.AUTHORIZATION) String bearer,
            @HeaderParam(Callers.ON_BEHALF) @Nullable String onBehalf,
            @PathParam("id") String instanceId,
            Map<String, Object> close);
}
