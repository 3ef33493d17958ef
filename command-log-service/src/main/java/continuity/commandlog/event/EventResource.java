package continuity.commandlog.event;

import com.fasterxml.jackson.databind.ObjectMapper;
import continuity.commandlog.ListQuery;
import continuity.commandlog.RequestItems;
import continuity.contracts.EventCatalogue;
import continuity.contracts.EventType;
import continuity.kit.disk.Ingest;
import continuity.kit.security.Callers;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** Events over HTTP. */
@Path("/api/v1/events")
@RunOnVirtualThread
class EventResource {

    private final EventService service;
    private final Callers callers;
    private final ObjectMapper json;

    EventResource(EventService service, Callers callers, ObjectMapper json) {
        this.service = service;
        this.callers = callers;
        this.json = json;
    }

    /** The catalogue. */
    public record Types(List<EventType> types, int totalCount) {}

    /** One event or a list of at most 1000; the answer has the same shape. */
    @POST
    @Ingest
    @APIResponse(responseCode = "201", description = "The events have their places")
    @APIResponse(responseCode = "507", description = "The disk is nearly full: nothing was kept; repeat later")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({"agent", "admin", "service"})
    public Response emit(byte[] body) {
        var request = RequestItems.read(body, json);
        var answers = service.emit(request, callers.current());
        return Response.status(201)
                .entity(request.isBatch() ? answers : answers.getFirst())
                .header(RequestItems.SIZE_WARNING, request.sizeWarning())
                .build();
    }

    @GET
    @RolesAllowed({"viewer", "agent", "operator", "admin", "service"})
    public EventPage list(@BeanParam EventQuery query) {
        return service.page(EventFilter.of(query), ListQuery.limit(query.limit()), callers.current());
    }

    /** The 29 types that anyone may emit, in their categories; those of the category {@code system} are our own. */
    @GET
    @Path("types")
    @RolesAllowed({"viewer", "agent", "operator", "admin", "service"})
    public Types types() {
        return new Types(EventCatalogue.all(), EventCatalogue.all().size());
    }
}
