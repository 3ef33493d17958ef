package continuity.commandlog.event;

import com.fasterxml.jackson.databind.ObjectMapper;
import continuity.commandlog.ListQuery;
import continuity.kit.security.Callers;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerResponse;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** What the events of one instance tell, over HTTP. */
@Path("/api/v1/instances/{id}/events")
@RunOnVirtualThread
@RolesAllowed({"viewer", "agent", "operator", "admin", "service"})
class HistoryResource {

    private static final Logger LOG = Logger.getLogger(HistoryResource.class);

    private final EventHistory history;
    private final Callers callers;
    private final ObjectMapper json;

    HistoryResource(EventHistory history, Callers callers, ObjectMapper json) {
        this.history = history;
        this.callers = callers;
        this.json = json;
    }

    /** Where the instance stood after an event, that one included. */
    @GET
    @Path("replay")
    public Replay replay(@PathParam("id") String id, @RestQuery("to_sequence") @Nullable String toSequence) {
        var sequence = ListQuery.number("to_sequence", toSequence, 1, Long.MAX_VALUE, Long.MAX_VALUE);
        return history.replay(id, sequence, callers.current());
    }

    /** The history in numbers; an empty object while nothing has happened. */
    @GET
    @Path("aggregates")
    @APIResponse(
            responseCode = "200",
            description = "The history in numbers; an empty object while nothing has happened",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = Aggregates.class)))
    public Response aggregates(@PathParam("id") String id) {
        return history.aggregates(id, callers.current())
                .map(aggregates -> Response.ok(aggregates).build())
                .orElseGet(() -> Response.ok(Map.of()).build());
    }

    /** The newest events, oldest first. */
    @GET
    @Path("latest")
    public LatestEvents latest(@PathParam("id") String id, @RestQuery @Nullable String limit) {
        return history.latest(id, ListQuery.limit(limit), callers.current());
    }

    /** What failed last, or the failure that an event is or follows from; from its root to the failing event. */
    @GET
    @Path("failure-chain")
    public FailureChain failureChain(@PathParam("id") String id, @RestQuery("event_id") @Nullable String eventId) {
        return eventId == null
                ? history.failure(id, callers.current())
                : history.failure(id, EventIds.of(eventId), callers.current());
    }

    @GET
    @Path("performance")
    public Performance performance(@PathParam("id") String id) {
        return history.performance(id, callers.current());
    }

    @GET
    @Path("lineage-stats")
    public LineageStats lineageStats(@PathParam("id") String id) {
        return history.lineage(id, callers.current());
    }

    /** The whole history as a file. If it breaks off, so does the connection. */
    @GET
    @Path("export")
    @APIResponse(responseCode = "200", description = "A file: one object with all events, or an event in each line")
    public Response export(
            @PathParam("id") String id, @RestQuery @Nullable String format, @Context HttpServerResponse response) {
        var chosen = EventExport.Format.of(format);
        var export = history.export(id, callers.current());
        StreamingOutput file = out -> write(export, chosen, out, response);
        return Response.ok(file)
                .type(chosen.mediaType())
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + export.fileName(chosen) + "\"")
                .build();
    }

    /** An answer that just ended would look complete, so its connection is cut; there is nobody left to be told why. */
    private void write(EventExport export, EventExport.Format format, OutputStream out, HttpServerResponse response) {
        try {
            export.write(new OpenResponse(out, response), format, json, Instant.now());
        } catch (IOException e) {
            LOG.infof("an export of %s broke off, its reader has gone: %s", export.instanceId(), e.getMessage());
            response.reset();
        } catch (RuntimeException e) {
            LOG.errorf(e, "an export of %s broke off", export.instanceId());
            response.reset();
        }
    }

    /** Refuses what would otherwise be written to nobody in silence, for as long as nothing waits to be sent. */
    private static final class OpenResponse extends FilterOutputStream {

        private final HttpServerResponse response;

        OpenResponse(OutputStream out, HttpServerResponse response) {
            super(out);
            this.response = response;
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            if (response.closed()) {
                throw new IOException("the connection is closed");
            }
            out.write(bytes, from, length);
        }
    }
}
