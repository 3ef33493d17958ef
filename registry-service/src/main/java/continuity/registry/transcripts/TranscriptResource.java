package continuity.registry.transcripts;

import continuity.kit.problem.InvalidInput;
import continuity.kit.security.Callers;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** Transcripts over HTTP. */
@Path("/api/v1/instances")
@RunOnVirtualThread
class TranscriptResource {

    static final int USUAL_HEAD = 0;
    static final int USUAL_TAIL = 10;
    static final int MAX_MESSAGES = 100;

    private final TranscriptService service;
    private final Callers callers;

    TranscriptResource(TranscriptService service, Callers callers) {
        this.service = service;
        this.callers = callers;
    }

    /** A request to link a transcript. */
    record Link(@Nullable String path, @Nullable String clientSessionId) {}

    @POST
    @Path("{id}/transcript")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({"agent", "admin", "service"})
    @Operation(
            summary = "Link the transcript of an instance",
            description =
                    "Keeps the path, in the place of an earlier one, and nothing of what it holds. The file's name"
                            + " must hold the client_session_id that the instance was registered with.")
    @APIResponse(responseCode = "201", description = "The path is kept")
    @APIResponse(
            responseCode = "403",
            description = "No transcript of this instance is kept there; code path_not_permitted")
    @APIResponse(responseCode = "404", description = "No such instance in the caller's projects; the full id is needed")
    public Response link(@PathParam("id") String id, @Nullable Link body) {
        var wanted = body == null ? new Link(null, null) : body;
        var transcript = service.link(
                id,
                Objects.requireNonNullElse(wanted.path(), ""),
                Objects.requireNonNullElse(wanted.clientSessionId(), ""),
                callers.current());
        return Response.status(201)
                .entity(transcript)
                .type(MediaType.APPLICATION_JSON)
                .build();
    }

    @GET
    @Path("{id}/transcript")
    @RolesAllowed({"viewer", "agent", "operator", "admin", "service"})
    @Operation(
            summary = "The transcript of an instance, with previews of its first and last messages",
            description = "head (0 unless said otherwise) and tail (10): how many messages, at most 100 each. A preview"
                    + " has 200 characters, its secrets marked. What cannot be read here has available: false and a"
                    + " reason.")
    @APIResponse(responseCode = "404", description = "No such instance, or no transcript was linked")
    public TranscriptView view(
            @PathParam("id") String id, @RestQuery @Nullable String head, @RestQuery @Nullable String tail) {
        var first = count("head", head, USUAL_HEAD);
        var last = count("tail", tail, USUAL_TAIL);
        return service.view(id, first, last, callers.current());
    }

    /** More than {@link #MAX_MESSAGES} is answered with that many. */
    private static int count(String name, @Nullable String text, int usual) {
        if (text == null) {
            return usual;
        }
        if (!text.matches("[0-9]{1,9}")) {
            throw new InvalidInput(name, "must be a number from 0 to " + MAX_MESSAGES);
        }
        return Math.min(Integer.parseInt(text), MAX_MESSAGES);
    }
}
