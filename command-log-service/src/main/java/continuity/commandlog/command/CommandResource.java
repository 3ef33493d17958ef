package continuity.commandlog.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import continuity.commandlog.ListQuery;
import continuity.commandlog.RequestItems;
import continuity.kit.disk.Ingest;
import continuity.kit.problem.Problem;
import continuity.kit.security.Callers;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** Commands over HTTP. */
@Path("/api/v1/commands")
@RunOnVirtualThread
class CommandResource {

    private final CommandService service;
    private final Callers callers;
    private final ObjectMapper json;

    CommandResource(CommandService service, Callers callers, ObjectMapper json) {
        this.service = service;
        this.callers = callers;
        this.json = json;
    }

    /** One command or a list of at most 1000; answered 202 when all that were accepted are durable. */
    @POST
    @Ingest
    @APIResponse(responseCode = "202", description = "What was accepted is durable")
    @APIResponse(responseCode = "507", description = "The disk is nearly full: nothing was kept; repeat later")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({"agent", "admin", "service"})
    public Response accept(byte[] body) {
        var request = RequestItems.read(body, json);
        return Response.accepted(service.accept(request, callers.current()))
                .header(RequestItems.SIZE_WARNING, request.sizeWarning())
                .build();
    }

    /** Newest first; {@code total_count} is counted up to 10,000 and estimated beyond, which is said beside it. */
    @GET
    @RolesAllowed({"viewer", "agent", "operator", "admin", "service"})
    public CommandPage list(@BeanParam CommandQuery query) {
        return service.page(CommandFilter.of(query), ListQuery.limit(query.limit()), callers.current());
    }

    @GET
    @Path("{id}")
    @RolesAllowed({"viewer", "agent", "operator", "admin", "service"})
    public Response find(@PathParam("id") String id) {
        return idOf(id).flatMap(known -> service.find(known, callers.current()))
                .map(command -> Response.ok(command).build())
                .orElseGet(() -> Problem.of(404, "not_found", "No command with this id; it may not be projected yet")
                        .response());
    }

    private static Optional<UUID> idOf(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
