package continuity.commandlog.archive;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import continuity.kit.disk.Ingest;
import continuity.kit.problem.Forbidden;
import continuity.kit.problem.InvalidInput;
import continuity.kit.security.Callers;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** The archive over HTTP. It holds the records of all projects, so the caller must reach every one. */
@Path("/api/v1/archive")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({"operator", "admin"})
@RunOnVirtualThread
class ArchiveResource {

    private final Archiving archiving;
    private final Restoring restoring;
    private final ArchiveDirectory directory;
    private final ArchiveStore store;
    private final Callers callers;
    private final ObjectMapper json;

    ArchiveResource(
            Archiving archiving,
            Restoring restoring,
            ArchiveDirectory directory,
            ArchiveStore store,
            Callers callers,
            ObjectMapper json) {
        this.archiving = archiving;
        this.restoring = restoring;
        this.directory = directory;
        this.store = store;
        this.callers = callers;
        this.json = json;
    }

    @GET
    @Operation(
            summary = "What is in the archive",
            description = "Week by week, each with its files, or with the problem that its manifest has.")
    @APIResponse(responseCode = "200", description = "The oldest week first")
    @APIResponse(responseCode = "404", description = "archive_off: this service has no archive")
    public ArchiveList list() {
        requireEveryProject();
        return ArchiveList.of(directory.contents(), store.present());
    }

    @POST
    @Path("run")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Archive the weeks that are old enough, and drop them from the database",
            description = "Body: dry_run (default false), which changes nothing and tells which weeks those are.")
    @APIResponse(responseCode = "200", description = "What became of each week")
    @APIResponse(
            responseCode = "202",
            description = "It takes longer and goes on; the list shows what is done, the log what a dry run found")
    @APIResponse(responseCode = "404", description = "archive_off: this service has no archive")
    @APIResponse(responseCode = "409", description = "archive_busy: another run or restore is under way")
    public Response run(@Nullable String body) {
        requireEveryProject();
        return LongWork.answer(isDryRun(body) ? archiving::rehearse : archiving::run);
    }

    @POST
    @Path("restore")
    @Ingest
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Bring days back from the archive",
            description = "Body: from and to, days like 2026-08-10, both included; without to it is one day. Nobody is"
                    + " told of what comes back, and a repeat changes nothing.")
    @APIResponse(responseCode = "200", description = "How many records came back")
    @APIResponse(responseCode = "202", description = "It takes longer and goes on; repeated, it tells how many")
    @APIResponse(responseCode = "404", description = "not_archived: the archive has nothing of these days")
    @APIResponse(
            responseCode = "409",
            description = "archive_damaged: a file is not what it was, file names it and nothing was restored;"
                    + " archive_busy: another run or restore is under way")
    @APIResponse(responseCode = "507", description = "disk_full: no room for more; what came back so far stays")
    public Response restore(@Nullable String body) {
        requireEveryProject();
        var days = Days.read(body, json);
        return LongWork.answer(() -> restoring.restore(days));
    }

    /** A field that is spelled wrong would drop what was only to be counted. */
    private boolean isDryRun(@Nullable String body) {
        if (body == null || body.isBlank()) {
            return false;
        }
        try {
            var fields = json.readTree(body);
            var dryRun = fields.path("dry_run");
            new InvalidInput.Check()
                    .require(
                            fields.isObject() && fields.size() == (dryRun.isMissingNode() ? 0 : 1),
                            "body",
                            "must be a JSON object with the field dry_run and no other")
                    .require(dryRun.isMissingNode() || dryRun.isBoolean(), "dry_run", "must be true or false")
                    .done();
            return dryRun.asBoolean();
        } catch (JsonProcessingException e) {
            throw new BadRequestException(e);
        }
    }

    private void requireEveryProject() {
        if (!callers.current().seesAllProjects()) {
            throw new Forbidden("The archive holds all projects; this token reaches only some");
        }
    }
}
