package continuity.checkpoint;

import com.fasterxml.jackson.databind.ObjectMapper;
import continuity.kit.problem.Forbidden;
import continuity.kit.security.Callers;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** The cleanup on request. It goes through the whole fleet, so the caller must reach every project. */
@Path("/api/v1/checkpoints/cleanup")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
class CleanupResource {

    private final Cleanup cleanup;
    private final Callers callers;
    private final ObjectMapper json;

    CleanupResource(Cleanup cleanup, Callers callers, ObjectMapper json) {
        this.cleanup = cleanup;
        this.callers = callers;
        this.json = json;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({"operator", "admin"})
    @Operation(
            summary = "Remove old checkpoints",
            description = "Body: retention_days (default 30, at least 1) and dry_run (default false), which removes"
                    + " nothing and tells what would be. The checkpoint of a completed epic is never removed.")
    @APIResponse(responseCode = "200", description = "How many were removed, with how many bytes of work state")
    @APIResponse(responseCode = "400", description = "A field breaks a rule; errors says which")
    @APIResponse(responseCode = "403", description = "Not an operator, or not for all projects")
    public Cleaned clean(@Nullable String body) {
        if (!callers.current().seesAllProjects()) {
            throw new Forbidden("A cleanup goes through all projects; this token reaches only some");
        }
        return cleanup.clean(CleanupRequest.read(body, json));
    }
}
