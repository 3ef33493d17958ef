package continuity.resume;

import continuity.contracts.ProjectName;
import continuity.contracts.WorkState;
import continuity.kit.problem.InvalidInput;
import continuity.kit.security.Callers;
import continuity.sanitizer.Sanitizer;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** The HTTP face of resuming. */
@Path("/api/v1")
@RunOnVirtualThread
class ResumeResource {

    private static final int MULTIPLE_CHOICES = 300;

    private final ResumeService resumes;
    private final ContextService contexts;
    private final Callers callers;
    private final Sanitizer sanitizer;

    ResumeResource(ResumeService resumes, ContextService contexts, Callers callers, Sanitizer sanitizer) {
        this.resumes = resumes;
        this.contexts = contexts;
        this.callers = callers;
        this.sanitizer = sanitizer;
    }

    @GET
    @Path("instances/{id}/context")
    @RolesAllowed({"viewer", "agent", "operator", "admin", "service"})
    public WorkState context(@PathParam("id") String id) {
        var known = contexts.find(sanitizer.text(id), callers.current());
        return known.whole().evidence().workState(known.own().instanceId(), Instant.now());
    }

    @GET
    @Path("instances/{id}/handoff")
    @RolesAllowed({"viewer", "agent", "operator", "admin", "service"})
    @APIResponse(responseCode = "200", content = @Content(mediaType = "text/markdown"))
    public Response handoff(@PathParam("id") String id) {
        var handoff = resumes.handoff(sanitizer.text(id), callers.current(), Instant.now());
        return Response.ok(handoff.text(), "text/markdown; charset=utf-8")
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + handoff.fileName() + "\"")
                .build();
    }

    @GET
    @Path("resume/candidates")
    @RolesAllowed({"viewer", "agent", "operator", "admin", "service"})
    public ResumeOutcome.Several candidates(
            @QueryParam("hint") @Nullable String hint,
            @QueryParam("project") @Nullable String project,
            @QueryParam("include_closed") @DefaultValue("false") boolean includeClosed,
            @QueryParam("client") @Nullable String client,
            @QueryParam("client_session_id") @Nullable String clientSessionId) {
        var request =
                new ResumeRequest(hint, null, null, includeClosed, null, null, client, clientSessionId, null, project);
        return resumes.candidates(request.checked(sanitizer), callers.current(), Instant.now());
    }

    @GET
    @Path("resume/colleagues")
    @RolesAllowed({"viewer", "agent", "operator", "admin", "service"})
    public Colleagues colleagues(
            @QueryParam("project") @Nullable String project,
            @QueryParam("instance_id") @DefaultValue("") String instanceId,
            @QueryParam("host_machine") @Nullable String hostMachine,
            @QueryParam("working_directory") @Nullable String workingDirectory,
            @QueryParam("previous_client_session_id") @Nullable String previousSession) {
        if (project == null || !ProjectName.isValid(project)) {
            throw new InvalidInput("project", "is required: the name of a project");
        }
        return contexts.colleagues(
                project, instanceId, previousSession, hostMachine, workingDirectory, callers.current());
    }

    @POST
    @Path("resume")
    @RolesAllowed({"agent", "operator", "admin", "service"})
    @APIResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(implementation = ResumeOutcome.Resumed.class)))
    @APIResponse(
            responseCode = "300",
            content = @Content(schema = @Schema(implementation = ResumeOutcome.Several.class)))
    public Response resume(@Nullable ResumeRequest body) {
        var request = (body == null ? ResumeRequest.EMPTY : body).checked(sanitizer);
        return switch (resumes.resume(request, callers.current(), Instant.now())) {
            case ResumeOutcome.Resumed resumed -> Response.ok(resumed).build();
            case ResumeOutcome.Several several ->
                Response.status(MULTIPLE_CHOICES).entity(several).build();
        };
    }
}
