package continuity.resume;

import continuity.contracts.InstanceId;
import continuity.contracts.ProjectName;
import continuity.contracts.WorkState;
import continuity.kit.problem.InvalidInput;
import continuity.kit.security.Callers;
import continuity.kit.text.PlainText;
import continuity.resume.lag.LagMeter;
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
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.OptionalLong;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** The HTTP face of resuming. */
@Path("/api/v1")
@RunOnVirtualThread
class ResumeResource {

    private static final int MULTIPLE_CHOICES = 300;
    private static final String UNREAD = "Continuity-Unread-Records";
    private static final String HAS_NUL = "holds a NUL character";
    private static final String NONE_FITS = "No such instance in the caller's projects";
    private static final String SEVERAL_FIT = "What was given is the beginning of several instances' short ids";

    private final ResumeService resumes;
    private final ContextService contexts;
    private final Callers callers;
    private final Sanitizer sanitizer;
    private final LagMeter meter;

    ResumeResource(
            ResumeService resumes, ContextService contexts, Callers callers, Sanitizer sanitizer, LagMeter meter) {
        this.resumes = resumes;
        this.contexts = contexts;
        this.callers = callers;
        this.sanitizer = sanitizer;
        this.meter = meter;
    }

    @GET
    @Path("instances/{id}/context")
    @RolesAllowed({"viewer", "agent", "operator", "admin", "service"})
    @APIResponse(
            responseCode = "200",
            description = "The work state; the header " + UNREAD + " says how many records that may be of this"
                    + " instance were not read a few seconds ago, or that it was not checked",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = WorkState.class)))
    @APIResponse(responseCode = "400", description = SEVERAL_FIT)
    @APIResponse(responseCode = "404", description = NONE_FITS)
    public Response context(@PathParam("id") String id) {
        var known = contexts.find(sanitizer.text(id), callers.current());
        var unread = InstanceId.parse(known.own().instanceId())
                .map(meter::recentlyUnread)
                .orElse(OptionalLong.empty());
        return Response.ok(known.workState(Instant.now()))
                .header(UNREAD, unread.isPresent() ? String.valueOf(unread.getAsLong()) : "not checked")
                .build();
    }

    /** Makes the state again of what the other services keep, and joins it to what is stored. */
    @POST
    @Path("instances/{id}/context/rebuild")
    @RolesAllowed({"operator", "admin"})
    @APIResponse(responseCode = "200", description = "It is stored; complete says whether everybody answered")
    @APIResponse(responseCode = "404", description = NONE_FITS)
    public Rebuilding rebuild(@PathParam("id") String id) {
        return contexts.rebuild(sanitizer.text(id), callers.current());
    }

    @GET
    @Path("instances/{id}/handoff")
    @RolesAllowed({"viewer", "agent", "operator", "admin", "service"})
    @APIResponse(responseCode = "200", content = @Content(mediaType = "text/markdown"))
    @APIResponse(responseCode = "400", description = SEVERAL_FIT)
    @APIResponse(responseCode = "404", description = NONE_FITS)
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
            @QueryParam("project") @DefaultValue("") String project,
            @QueryParam("instance_id") @DefaultValue("") String instanceId,
            @QueryParam("host_machine") @Nullable String hostMachine,
            @QueryParam("working_directory") @Nullable String workingDirectory,
            @QueryParam("previous_client_session_id") @Nullable String previousSession) {
        new InvalidInput.Check()
                .require(ProjectName.isValid(project), "project", "is required: the name of a project")
                .require(PlainText.isStorable(instanceId), "instance_id", HAS_NUL)
                .require(PlainText.isStorable(hostMachine), "host_machine", HAS_NUL)
                .require(PlainText.isStorable(workingDirectory), "working_directory", HAS_NUL)
                .require(PlainText.isStorable(previousSession), "previous_client_session_id", HAS_NUL)
                .done();
        return contexts.colleagues(
                project, instanceId, previousSession, hostMachine, workingDirectory, callers.current());
    }

    @POST
    @Path("resume")
    @RolesAllowed({"agent", "operator", "admin", "service"})
    @APIResponse(
            responseCode = "200",
            description = "The work is the caller's now",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = ResumeOutcome.Resumed.class)))
    @APIResponse(
            responseCode = "300",
            description = "Several fit, or only such as are of another project: choose by list_id and number",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = ResumeOutcome.Several.class)))
    @APIResponse(responseCode = "404", description = "Nothing fits that could be resumed, or the list is gone")
    @APIResponse(
            responseCode = "409",
            description = "instance_active, instance_superseded, instance_is_caller, or the registry's already_claimed")
    public Response resume(@Nullable ResumeRequest body) {
        if (body == null) { // a slip, and the work of somebody would be claimed
            throw new InvalidInput("body", "is required; {} resumes the newest that was interrupted");
        }
        return switch (resumes.resume(body.checked(sanitizer), callers.current(), Instant.now())) {
            case ResumeOutcome.Resumed resumed -> Response.ok(resumed).build();
            case ResumeOutcome.Several several ->
                Response.status(MULTIPLE_CHOICES).entity(several).build();
        };
    }
}
