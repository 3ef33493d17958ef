package continuity.commandlog.sanitize;

import com.fasterxml.jackson.databind.ObjectMapper;
import continuity.commandlog.RequestItems;
import continuity.kit.problem.InvalidInput;
import continuity.kit.problem.Problem;
import continuity.kit.security.Callers;
import continuity.sanitizer.Sanitizer;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.security.SecureRandom;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** The tester over HTTP. Stores nothing and logs nothing of what it is given. */
@Path("/api/v1/sanitize")
@RunOnVirtualThread
class SanitizeResource {

    /** Longest name of a project, in characters. */
    private static final int MAX_PROJECT = 200;

    private static final int KEY_BYTES = 32;

    private final Sanitizer sanitizer;
    private final Callers callers;
    private final ObjectMapper json;
    private final SecureRandom random = new SecureRandom();

    SanitizeResource(Sanitizer sanitizer, Callers callers, ObjectMapper json) {
        this.sanitizer = sanitizer;
        this.callers = callers;
        this.json = json;
    }

    /** What a request says. */
    @Schema(name = "TextToSanitize")
    record Body(
            @Schema(required = true, description = "At most 1 MiB with the rest of the body")
            String text,

            @Schema(description = "Whose rules hold beside ours; without it those of every project")
            String project) {}

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({"viewer", "agent", "operator", "admin"})
    @RequestBody(
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = Body.class)))
    @APIResponse(
            responseCode = "200",
            description = "The text with a mark in place of each secret; nothing of it was kept",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = SanitizedText.class)))
    public Response sanitize(byte[] body) {
        var items = RequestItems.read(body, json);
        if (items.isBatch()) {
            throw new InvalidInput("body", "is one object with text and project");
        }
        var fields = items.items().getFirst().fields();
        var text = fields.text("text", RequestItems.MAX_ITEM);
        var project = fields.text("project", MAX_PROJECT);
        fields.require(fields.any("text") != null, "text", "is required").done();
        if (project != null && !callers.current().sees(project)) {
            return Problem.of(404, "not_found", "No project of this name is in reach of this token")
                    .response();
        }
        var own = project == null ? sanitizer : sanitizer.forProject(project);
        return Response.ok(SanitizedText.of(own.marking(aKey()).inspect(String.valueOf(text))))
                .build();
    }

    /** A new one each time: with the deployment's own, marks of guessed secrets could be compared with stored ones. */
    private byte[] aKey() {
        var key = new byte[KEY_BYTES];
        random.nextBytes(key);
        return key;
    }
}
