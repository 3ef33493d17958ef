package continuity.registry;

import continuity.kit.security.Callers;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** The purge over HTTP. */
@Path("/api/v1/instances")
@RunOnVirtualThread
class PurgeResource {

    private final Intake intake;
    private final PurgeService service;
    private final Callers callers;

    PurgeResource(Intake intake, PurgeService service, Callers callers) {
        this.intake = intake;
        this.service = service;
        this.callers = callers;
    }

    /** A request to purge an instance. */
    record Purge(@Nullable String reason) {}

    /** The tombstone as it is shown. */
    @RegisterForReflection
    record Purged(String instanceId, String project, Instant purgedAt, String purgedBy, String reason) {}

    @DELETE
    @Path("{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed("admin")
    @Operation(
            summary = "Purge an instance",
            description = "Removes it and all its records from every service, for good. A tombstone keeps its id, who"
                    + " did it and why. The other services follow within seconds. A repeat changes nothing.")
    @APIResponse(responseCode = "202", description = "It is removed here, and the others are told")
    @APIResponse(responseCode = "400", description = "There is no reason, or not one line of 1 to 200 characters")
    @APIResponse(responseCode = "404", description = "No such instance in the caller's projects; the full id is needed")
    public Response purge(@PathParam("id") String id, @Nullable Purge body) {
        var reason = intake.purgeReason(id, body == null ? null : body.reason());
        var tombstone = service.purge(id, reason, callers.current());
        var purged = new Purged(
                tombstone.instance().instanceId(),
                tombstone.instance().project(),
                tombstone.purgedAt(),
                tombstone.purgedBy(),
                tombstone.reason());
        return Response.accepted(purged).type(MediaType.APPLICATION_JSON).build();
    }
}
