package continuity.missioncontrol.forward;

import continuity.kit.security.Callers;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.jspecify.annotations.Nullable;

@RegisterRestClient(configKey = "resume")
@Path("/api/v1/resume")
interface ResumeApi {

    @POST
    Response resume(
            @HeaderParam(HttpHeaders.AUTHORIZATION) String bearer,
            @HeaderParam(Callers.ON_BEHALF) @Nullable String onBehalf,
            Map<String, Object> request);

    @GET
    @Path("candidates")
    Response candidates(
            @HeaderParam(HttpHeaders.AUTHORIZATION) String bearer,
            @HeaderParam(Callers.ON_BEHALF) @Nullable String onBehalf,
            @QueryParam("project") String project);

    @GET
    @Path("colleagues")
    Response colleagues(
            @HeaderParam(HttpHeaders.AUTHORIZATION) String bearer,
            @HeaderParam(Callers.ON_BEHALF) @Nullable String onBehalf,
            @QueryParam("project") String project,
            @QueryParam("instance_id") String instanceId,
            @QueryParam("host_machine") @Nullable String machine,
            @QueryParam("working_directory") String directory,
            @QueryParam("previous_client_session_id") @Nullable String previousSession);
}
