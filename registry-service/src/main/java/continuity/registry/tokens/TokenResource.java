package continuity.registry.tokens;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import continuity.kit.security.Callers;
import continuity.registry.PageLimit;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** Access tokens over HTTP, for operators and admins. */
@Path("/api/v1/tokens")
@RolesAllowed({"operator", "admin"})
@RunOnVirtualThread
class TokenResource {

    private final TokenIntake intake;
    private final TokenService service;
    private final Callers callers;

    TokenResource(TokenIntake intake, TokenService service, Callers callers) {
        this.intake = intake;
        this.service = service;
        this.callers = callers;
    }

    /** A new token, which is shown this once. */
    @RegisterForReflection
    record Shown(String token, @JsonUnwrapped AccessToken row) {}

    /** @param nextCursor where the next page begins; null on the last */
    record Tokens(List<AccessToken> tokens, @Nullable String nextCursor) {}

    @POST
    @Operation(summary = "Makes a token, which is shown this once; operators make those of agents and viewers")
    public Response create(@Nullable TokenRequest body) {
        var caller = callers.current();
        var wanted = intake.newToken(body == null ? TokenRequest.EMPTY : body, caller, Instant.now());
        var made = service.create(wanted, caller);
        return Response.status(201)
                .entity(new Shown(made.token(), made.row()))
                .type(MediaType.APPLICATION_JSON)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    @GET
    @Operation(summary = "Lists tokens of the caller's projects, newest first, never the tokens themselves")
    public Tokens list(
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor,
            @Context UriInfo uri) {
        var size = PageLimit.of(limit);
        var after = cursor == null ? null : TokenIntake.tokenId(cursor);
        var rows = service.list(callers.current(), isSet(uri, "active_only"), after, size + 1);
        var page = rows.subList(0, Math.min(size, rows.size()));
        return new Tokens(page, rows.size() > size ? page.getLast().tokenId() : null);
    }

    @DELETE
    @Path("{id}")
    @Operation(
            summary =
                    "Revokes a token everywhere within five seconds; with unlisted also one that was made elsewhere, by its jti")
    public AccessToken revoke(@PathParam("id") String id, @Context UriInfo uri) {
        var tokenId = TokenIntake.tokenId(id);
        return isSet(uri, "unlisted")
                ? service.revokeUnlisted(tokenId, callers.current())
                : service.revoke(tokenId, callers.current());
    }

    /** A flag in a query: {@code ?unlisted}, {@code ?unlisted=true}; as a parameter, the former would look absent. */
    private static boolean isSet(UriInfo uri, String flag) {
        var values = uri.getQueryParameters();
        return values.containsKey(flag) && !"false".equals(values.getFirst(flag));
    }
}
