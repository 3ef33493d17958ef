package continuity.registry;

import continuity.kit.problem.InstanceNotFound;
import continuity.kit.security.Callers;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The registry over HTTP. */
@Path("/api/v1/instances")
@RunOnVirtualThread
class InstanceResource {

    private static final String PATH = "/api/v1/instances/";

    private final Intake intake;
    private final InstanceService service;
    private final SuccessionService successions;
    private final InstanceMessages messages;
    private final FleetStore fleet;
    private final HookCountStore hookCounts;
    private final MachineStore machines;
    private final Callers callers;
    private final Duration staleAfter;

    InstanceResource(
            Intake intake,
            InstanceService service,
            SuccessionService successions,
            InstanceMessages messages,
            FleetStore fleet,
            HookCountStore hookCounts,
            MachineStore machines,
            Callers callers,
            InstanceConfig config) {
        this.intake = intake;
        this.service = service;
        this.successions = successions;
        this.messages = messages;
        this.fleet = fleet;
        this.hookCounts = hookCounts;
        this.machines = machines;
        this.callers = callers;
        this.staleAfter = config.staleAfter();
    }

    /** Several instances fit; the person chooses. */
    @RegisterForReflection
    record Matches(List<InstanceWithAge> matches, String message) {}

    /** Every machine that has instances. */
    record Machines(List<MachineSummary> machines) {}

    @POST
    @RolesAllowed({"agent", "operator", "admin", "service"})
    public Response register(
            @HeaderParam("Idempotency-Key") @Nullable String idempotencyKey, @Nullable Registration body) {
        var caller = callers.current();
        var wanted = intake.newInstance(body == null ? Registration.EMPTY : body, caller);
        var registered = service.register(wanted, intake.key(idempotencyKey, wanted), caller);
        var answer = shown(registered.row());
        var response = registered.isNew()
                ? Response.created(URI.create(PATH + answer.instance().instanceId()))
                : Response.ok();
        return response.entity(answer).type(MediaType.APPLICATION_JSON).build();
    }

    @POST
    @Path("{id}/heartbeat")
    @RolesAllowed({"agent", "operator", "admin", "service"})
    public HeartbeatReply heartbeat(@PathParam("id") String id, @Nullable Heartbeat body) {
        var heartbeat = intake.heartbeat(id, body == null ? Heartbeat.EMPTY : body);
        var beat = service.heartbeat(id, heartbeat, callers.current());
        if (beat.counts()) {
            messages.tell(beat.row());
        }
        return HeartbeatReply.of(beat.row());
    }

    @POST
    @Path("{id}/close")
    @RolesAllowed({"agent", "operator", "admin", "service"})
    public InstanceWithAge close(@PathParam("id") String id, @Nullable Closing body) {
        var closing = intake.closing(id, body == null ? Closing.EMPTY : body);
        return shown(service.close(id, closing, callers.current()));
    }

    @POST
    @Path("{id}/succession")
    @RolesAllowed({"agent", "operator", "admin", "service"})
    public InstanceWithAge succeed(
            @PathParam("id") String id,
            @HeaderParam("Idempotency-Key") @Nullable String idempotencyKey,
            @Nullable SuccessionRequest body) {
        var caller = callers.current();
        var instanceId = InstanceService.canonical(id);
        var claim = intake.claim(instanceId, body == null ? SuccessionRequest.EMPTY : body, caller, idempotencyKey);
        return shown(successions.succeed(instanceId, claim, caller));
    }

    @GET
    @RolesAllowed({"viewer", "agent", "operator", "admin", "service"})
    public InstancePage list(
            @QueryParam("project") @Nullable String project,
            @QueryParam("machine") @Nullable String machine,
            @QueryParam("status") @Nullable String status,
            @QueryParam("client") @Nullable String client,
            @QueryParam("client_session_id") @Nullable String clientSessionId,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor,
            @Context UriInfo uri) {
        var filter = new InstanceFilter(
                project,
                machine,
                InstanceFilter.status(status),
                isSet(uri, "active_only"),
                client,
                clientSessionId,
                PageLimit.of(limit),
                Cursor.parse(cursor));
        var page = fleet.list(filter, callers.current());
        return new InstancePage(
                page.rows().stream().map(this::shown).toList(),
                page.total(),
                page.active(),
                page.stale(),
                page.nextCursor());
    }

    @GET
    @Path("by-machine")
    @RolesAllowed({"viewer", "agent", "operator", "admin", "service"})
    public Machines byMachine() {
        return new Machines(fleet.byMachine(callers.current()));
    }

    @GET
    @Path("{id}")
    @Produces({MediaType.APPLICATION_JSON})
    @RolesAllowed({"viewer", "agent", "operator", "admin", "service"})
    public Response get(@PathParam("id") String id) {
        new FieldCheck().line("id", id).done();
        return switch (service.lookUp(id, callers.current())) {
            case Lookup.One(var row) -> Response.ok(shown(row)).build();
            case Lookup.Several several ->
                Response.status(300).entity(matches(id, several)).build();
            case Lookup.None() -> throw new InstanceNotFound(id);
        };
    }

    @GET
    @Path("{id}/identity")
    @RolesAllowed({"viewer", "agent", "operator", "admin", "service"})
    public Identity identity(@PathParam("id") String id) {
        var caller = callers.current();
        var instance = service.get(id, caller).instance();
        var name = instance.hostMachine();
        return new Identity(
                instance.instanceId(),
                instance.project(),
                name == null ? null : machines.find(name).orElseGet(() -> new Identity.Here(name, null, List.of())),
                machines.others(name == null ? "" : name, Identity.MAX_FLEET, caller));
    }

    @GET
    @Path("{id}/footer")
    @Produces(MediaType.TEXT_PLAIN)
    @RolesAllowed({"viewer", "agent", "operator", "admin", "service"})
    public String footer(@PathParam("id") String id, @Context UriInfo uri) {
        var row = service.get(id, callers.current());
        var footer = Footer.of(row.instance(), row.readAt(), isSet(uri, "hint"));
        return isSet(uri, "verbose")
                ? footer + "\n" + Footer.of(hookCounts.of(row.instance().instanceId()))
                : footer;
    }

    private InstanceWithAge shown(InstanceRow row) {
        return InstanceWithAge.of(row, staleAfter);
    }

    private Matches matches(String id, Lookup.Several several) {
        var matches = several.matches().stream().map(this::shown).toList();
        var number = several.areAll() ? String.valueOf(matches.size()) : "More than " + Lookup.MAX_MATCHES;
        return new Matches(matches, number + " instances begin with '" + id + "'; give more of the id");
    }

    /** A flag in a query: {@code ?hint}, {@code ?hint=true}; as a parameter, the former would look absent. */
    private static boolean isSet(UriInfo uri, String flag) {
        var values = uri.getQueryParameters();
        return values.containsKey(flag) && !"false".equals(values.getFirst(flag));
    }
}
