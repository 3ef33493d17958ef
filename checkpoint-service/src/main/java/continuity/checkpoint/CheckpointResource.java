package continuity.checkpoint;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.ObjectMapper;
import continuity.kit.disk.Ingest;
import continuity.kit.problem.InvalidInput;
import continuity.kit.problem.Problem;
import continuity.kit.security.Callers;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;

/** Checkpoints over HTTP. */
@Path("/api/v1/checkpoints")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
class CheckpointResource {

    /** One MiB. */
    private static final int MAX_BODY_BYTES = 1024 * 1024;

    private final CheckpointService service;
    private final CheckpointStore checkpoints;
    private final Callers callers;
    private final ObjectMapper json;

    CheckpointResource(CheckpointService service, CheckpointStore checkpoints, Callers callers, ObjectMapper json) {
        this.service = service;
        this.checkpoints = checkpoints;
        this.callers = callers;
        this.json = json;
    }

    /** The answer to a request for a checkpoint. */
    @RegisterForReflection
    record Receipt(
            UUID checkpointId,
            String instanceId,
            CheckpointType checkpointType,
            long sequenceNum,
            long sizeBytes,
            Instant createdAt) {}

    /** A checkpoint as it is shown; the state goes out as the text that came in. */
    record Shown(
            @JsonUnwrapped Checkpoint header, @JsonRawValue String workState, String recoveryInstructions) {}

    /** A page of headers, newest first. */
    record Page(List<Checkpoint> checkpoints, @Nullable String nextCursor) {}

    @POST
    @Ingest
    @APIResponse(responseCode = "201", description = "The checkpoint is kept")
    @APIResponse(responseCode = "507", description = "The disk is nearly full: nothing was kept; repeat later")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({"agent", "operator", "admin", "service"})
    public Response create(String body, @HeaderParam("Idempotency-Key") @Nullable String key) {
        if (body.getBytes(StandardCharsets.UTF_8).length > MAX_BODY_BYTES) {
            throw new ClientErrorException(Response.Status.REQUEST_ENTITY_TOO_LARGE);
        }
        var caller = callers.current();
        var request = CheckpointRequest.read(body, json);
        var made =
                service.create(caller, request, key == null ? null : RequestKey.of(caller.subject(), key, body, json));
        return Response.created(URI.create("/api/v1/checkpoints/" + made.checkpointId()))
                .entity(new Receipt(
                        made.checkpointId(),
                        made.instanceId(),
                        made.checkpointType(),
                        made.sequenceNum(),
                        made.sizeBytes(),
                        made.createdAt()))
                .build();
    }

    @GET
    @Path("{id}")
    @RolesAllowed({"viewer", "agent", "operator", "admin", "service"})
    public Shown get(@PathParam("id") UUID id) {
        return checkpoints
                .find(id, callers.current())
                .map(found -> new Shown(found.header(), found.workState(), found.recoveryInstructions()))
                .orElseThrow(() -> new CheckpointRefused.NotFound(id));
    }

    @GET
    @RolesAllowed({"viewer", "agent", "operator", "admin", "service"})
    public Page list(
            @QueryParam("instance_id") @Nullable String instanceId,
            @QueryParam("checkpoint_type") @Nullable String type,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        var size = PageRequest.limit(limit);
        var after = cursor == null ? null : PageRequest.position(cursor);
        var instance = PageRequest.instanceId(instanceId);
        var found = checkpoints.newestFirst(callers.current(), instance, known(type), after, size + 1);
        var page = found.subList(0, Math.min(size, found.size()));
        return new Page(page, found.size() > size ? PageRequest.cursor(page.getLast()) : null);
    }

    @ServerExceptionMapper
    public Response refused(CheckpointRefused refused) {
        var detail = String.valueOf(refused.getMessage());
        return switch (refused) {
            case CheckpointRefused.NotFound _ ->
                Problem.of(404, "checkpoint_not_found", detail).response();
            case CheckpointRefused.KeyReused _ ->
                Problem.of(422, "idempotency_key_reused", detail).response();
        };
    }

    private static @Nullable CheckpointType known(@Nullable String type) {
        if (type == null) {
            return null;
        }
        return CheckpointType.of(type)
                .orElseThrow(() -> new InvalidInput("checkpoint_type", "is context_window, epic_completion or manual"));
    }
}
