package continuity.commandlog.snippet;

import com.fasterxml.jackson.databind.ObjectMapper;
import continuity.commandlog.ListQuery;
import continuity.commandlog.RequestItems;
import continuity.kit.disk.Ingest;
import continuity.kit.problem.InvalidInput;
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
import java.net.URI;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** Snippets over HTTP. */
@Path("/api/v1/snippets")
@RunOnVirtualThread
class SnippetResource {

    static final int DEFAULT_LIMIT = 50;
    static final int MAX_LIMIT = 500;

    private final SnippetService service;
    private final Callers callers;
    private final ObjectMapper json;

    SnippetResource(SnippetService service, Callers callers, ObjectMapper json) {
        this.service = service;
        this.callers = callers;
        this.json = json;
    }

    @POST
    @Ingest
    @Operation(
            summary = "Keep a snippet",
            description = "snippet_type: conversation, code or decision; content: 100 to 10240 characters; title: at"
                    + " most 256; at most 20 tags. event_id must be an event of the same instance. The same"
                    + " snippet_id (a UUIDv7) twice is one snippet.")
    @APIResponse(responseCode = "201", description = "The snippet as it is stored, its secrets marked")
    @APIResponse(responseCode = "400", description = "A field breaks a rule; errors says which")
    @APIResponse(responseCode = "409", description = "The id belongs to another instance's snippet")
    @APIResponse(responseCode = "507", description = "The disk is nearly full: nothing was kept; repeat later")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({"agent", "admin", "service"})
    public Response save(byte[] body) {
        var request = RequestItems.read(body, json);
        if (request.isBatch()) {
            throw new InvalidInput("body", "must be one object");
        }
        var snippet = service.save(request.items().getFirst(), callers.current());
        return Response.created(URI.create("/api/v1/snippets/" + snippet.snippetId()))
                .entity(snippet)
                .build();
    }

    @GET
    @Operation(
            summary = "Find snippets, newest first",
            description = "q: every word of it must occur in the title, the content or the tags, as a word or as the"
                    + " beginning of one, in any case. limit: 50 unless said otherwise, at most 500.")
    @RolesAllowed({"viewer", "agent", "operator", "admin", "service"})
    public SnippetPage list(@BeanParam SnippetQuery query) {
        var limit = ListQuery.limit(query.limit(), DEFAULT_LIMIT, MAX_LIMIT);
        return service.page(SnippetFilter.of(query), limit, callers.current());
    }

    @GET
    @Path("{id}")
    @RolesAllowed({"viewer", "agent", "operator", "admin", "service"})
    public Response find(@PathParam("id") String id) {
        return idOf(id).flatMap(known -> service.find(known, callers.current()))
                .map(snippet -> Response.ok(snippet).build())
                .orElseGet(() ->
                        Problem.of(404, "not_found", "No snippet with this id").response());
    }

    private static Optional<UUID> idOf(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
