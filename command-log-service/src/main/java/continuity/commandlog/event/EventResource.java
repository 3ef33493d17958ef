package continuity.commandlog.event;

import com.fasterxml.jackson.databind.ObjectMapper;
import continuity.commandlog.ListQuery;
import continuity.commandlog.RequestItems;
import continuity.contracts.EventAppended;
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
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** Events over HTTP. */
@Path("/api/v1/events")
@RunOnVirtualThread
class EventResource {

    private final EventService service;
    private final EventHistory history;
    private final Callers callers;
    private final ObjectMapper json;

    EventResource(EventService service, EventHistory history, Callers callers, ObjectMapper json) {
        this.service = service;
        this.history = history;
        this.callers = callers;
        this.json = json;
    }

    /**
     * The catalogue.
     *
     * @param fields what the fields must be, by their names
     * @param aliases other spellings and the types that they stand for
     */
    public record Types(
            List<EventType> types, int totalCount, Map<String, String> fields, Map<String, String> aliases) {}

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
        return history.page(EventFilter.of(query), ListQuery.limit(query.limit()), callers.current());
    }

    /** The 29 types that anyone may emit, in their categories; those of the category {@code system} are our own. */
    @GET
    @Path("types")
    @RolesAllowed({"viewer", "agent", "operator", "admin", "service"})
    public Types types() {
        var types = EventCatalogue.all();
        return new Types(types, types.size(), EventCatalogue.fields(), EventCatalogue.aliases());
    }

    @GET
    @Path("{id}")
    @RolesAllowed({"viewer", "agent", "operator", "admin", "service"})
    public EventAppended find(@PathParam("id") String id) {
        return history.find(EventIds.of(id), callers.current());
    }

    /** What led to the event: from the root to the event itself. */
    @GET
    @Path("{id}/chain")
    @RolesAllowed({"viewer", "agent", "operator", "admin", "service"})
    public EventChain chain(@PathParam("id") String id) {
        return history.chain(EventIds.of(id), callers.current());
    }

    /** What followed from the event: at most 1000 events in at most 50 levels. */
    @GET
    @Path("{id}/tree")
    @RolesAllowed({"viewer", "agent", "operator", "admin", "service"})
    public Lineage tree(@PathParam("id") String id, @RestQuery("max_depth") @Nullable String maxDepth) {
        return history.tree(EventIds.of(id), Lineage.depth(maxDepth), callers.current());
    }
}
