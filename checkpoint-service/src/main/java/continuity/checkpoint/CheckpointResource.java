package continuity.checkpoint;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.core.JsonProcessingException;
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
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
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
    private final StateReader states;
    private final Callers callers;
    private final ObjectMapper json;

    CheckpointResource(
            CheckpointService service,
            CheckpointStore checkpoints,
            StateReader states,
            Callers callers,
            ObjectMapper json) {
        this.service = service;
        this.checkpoints = checkpoints;
        this.states = states;
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

    /** What is different between two checkpoints. */
    record Diff(Side from, Side to, List<StateDiff.Change> changes, int changesOmitted) {}

    /** One of two checkpoints. */
    record Side(UUID checkpointId, String instanceId, long sequenceNum, Instant createdAt) {

        static Side of(Checkpoint checkpoint) {
            return new Side(
                    checkpoint.checkpointId(),
                    checkpoint.instanceId(),
                    checkpoint.sequenceNum(),
                    checkpoint.createdAt());
        }
    }

    /** A page of headers, newest first. */
    record Page(List<Checkpoint> checkpoints, @Nullable String nextCursor) {}

    @POST
    @Ingest
    @Operation(
            summary = "Make a checkpoint",
            description = "Freezes the given work_state, or what is known of the instance's work. The same"
                    + " Idempotency-Key with the same body is the same checkpoint.")
    @APIResponse(responseCode = "201", description = "The checkpoint is kept")
    @APIResponse(responseCode = "400", description = "A field breaks a rule; errors says which")
    @APIResponse(responseCode = "404", description = "No such instance in the caller's projects")
    @APIResponse(responseCode = "413", description = "The body has more than 1 MiB")
    @APIResponse(responseCode = "422", description = "The Idempotency-Key was used with another body")
    @APIResponse(responseCode = "503", description = "The state is not known right now; repeat with the same key")
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
    @Operation(
            summary = "One checkpoint",
            description = "Its header, its work state byte by byte as it was stored, and recovery_instructions, a page"
                    + " in markdown to go on from.")
    @APIResponse(responseCode = "200", description = "The checkpoint")
    @APIResponse(responseCode = "404", description = "No such checkpoint in the caller's projects")
    public Shown get(@PathParam("id") UUID id) {
        var found = visible(id);
        return new Shown(found.header(), found.workState(), found.recoveryInstructions());
    }

    @GET
    @Path("{from}/diff/{to}")
    @RolesAllowed({"viewer", "agent", "operator", "admin", "service"})
    @Operation(
            summary = "What changed from one checkpoint to another",
            description = "Also of two instances, a successor's against its predecessor's. Changes are in the order of"
                    + " their paths, at most 500; changes_omitted counts the others.")
    @APIResponse(responseCode = "200", description = "The changes; none when nothing is different")
    @APIResponse(responseCode = "404", description = "One of them is not in the caller's projects")
    public Diff diff(@PathParam("from") UUID from, @PathParam("to") UUID to) throws JsonProcessingException {
        var before = visible(from);
        var after = visible(to);
        var diff = StateDiff.between(states.node(before.workState()), states.node(after.workState()));
        return new Diff(Side.of(before.header()), Side.of(after.header()), diff.changes(), diff.omitted());
    }

    @GET
    @RolesAllowed({"viewer", "agent", "operator", "admin", "service"})
    @Operation(summary = "Headers of checkpoints, newest first")
    @Parameter(name = "checkpoint_type", description = "context_window, epic_completion or manual")
    @Parameter(name = "limit", description = "1 to 1000, 50 when nothing is said")
    @Parameter(name = "cursor", description = "next_cursor of the page before")
    @APIResponse(responseCode = "200", description = "A page; next_cursor is null on the last one")
    @APIResponse(responseCode = "400", description = "A parameter breaks a rule; errors says which")
    public Page list(
            @QueryParam("instance_id") @Nullable String instanceId,
            @QueryParam("checkpoint_type") @Nullable String type,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        var size = PageRequest.limit(limit);
        var after = PageRequest.position(cursor);
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

    private Checkpoint.Whole visible(UUID id) {
        return checkpoints.find(id, callers.current()).orElseThrow(() -> new CheckpointRefused.NotFound(id));
    }

    private static @Nullable CheckpointType known(@Nullable String type) {
        if (type == null) {
            return null;
        }
        return CheckpointType.of(type)
                .orElseThrow(() -> new InvalidInput("checkpoint_type", "is context_window, epic_completion or manual"));
    }
}
