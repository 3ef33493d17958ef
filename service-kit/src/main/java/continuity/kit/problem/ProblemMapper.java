package continuity.kit.problem;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;

/**
 * Turns what every service can throw into a {@link Problem}; the refusals of a feature are mapped beside that feature.
 */
class ProblemMapper {

    private static final Logger LOG = Logger.getLogger(ProblemMapper.class);

    @ServerExceptionMapper
    public Response invalid(InvalidInput e) {
        return Problem.invalid(e.errors()).response();
    }

    @ServerExceptionMapper
    public Response notFound(InstanceNotFound e) {
        return Problem.of(404, "instance_not_found", text(e)).response();
    }

    @ServerExceptionMapper
    public Response unavailable(Unavailable e) {
        LOG.warnf("answered 503: %s (%s)", e.getMessage(), e.getCause());
        return Problem.of(503, "unavailable", text(e)).response();
    }

    @ServerExceptionMapper
    public Response forbidden(Forbidden e) {
        return Problem.of(403, "forbidden", text(e)).response();
    }

    @ServerExceptionMapper({AuthenticationFailedException.class, UnauthorizedException.class})
    public Response unauthorized(SecurityException e) {
        if (TokenRevoked.isReasonOf(e)) {
            return Problem.of(401, TokenRevoked.CODE, "This token was revoked; ask an operator for a new one")
                    .response();
        }
        return Problem.of(401, "unauthorized", "Send a valid token as 'Authorization: Bearer …'")
                .response();
    }

    @ServerExceptionMapper
    public Response roleMissing(ForbiddenException e) {
        return Problem.of(403, "forbidden", "This token's roles do not permit this")
                .response();
    }

    /** Named one by one: Quarkus has a mapper of its own for the second. */
    @ServerExceptionMapper({JsonMappingException.class, MismatchedInputException.class})
    public Response unreadable(JsonMappingException e) {
        return malformed(e);
    }

    @ServerExceptionMapper
    public Response refused(WebApplicationException e) {
        if (e.getCause() instanceof JsonProcessingException json) {
            return malformed(json);
        }
        var status = e.getResponse().getStatus();
        return switch (status) {
            case 404 ->
                Problem.of(404, "not_found", "Nothing is served at this path").response();
            case 405 ->
                Problem.of(405, "method_not_allowed", "This path does not take this method")
                        .response();
            case 413 ->
                Problem.of(413, "too_large", "The body exceeds the limit of this request")
                        .response();
            case 415 ->
                Problem.of(415, "unsupported_media_type", "Send application/json")
                        .response();
            default ->
                status < 500
                        ? Problem.of(status, "bad_request", "The request was not understood")
                                .response()
                        : unexpected(e);
        };
    }

    @ServerExceptionMapper
    public Response unexpected(Throwable e) {
        if (isFailedCommit(e)) {
            LOG.errorf(e, "a transaction was not committed");
            return Problem.of(503, "unavailable", "The database does not answer right now; repeat with the same ids")
                    .response();
        }
        var correlation = UUID.randomUUID();
        LOG.errorf(e, "unexpected failure, correlation id %s", correlation);
        return Problem.of(500, "internal_error", "Something broke on our side; the log names it " + correlation)
                .response();
    }

    /** By name: a service without a database has no such classes. Whether it took place is unknown. */
    private static boolean isFailedCommit(Throwable e) {
        var origin = e.getClass().getPackageName();
        return origin.equals("jakarta.transaction") || origin.equals("io.quarkus.narayana.jta");
    }

    private static Response malformed(JsonProcessingException e) {
        var location = e.getLocation();
        if (e instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()) {
            var field = mapping.getPath().stream()
                    .map(step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : step.getFieldName())
                    .collect(Collectors.joining("."));
            return Problem.invalid(
                            List.of(new Problem.FieldError(field, "has a value of the wrong type" + at(location))))
                    .response();
        }
        return Problem.of(400, "malformed_json", "The body is not valid JSON" + at(location))
                .response();
    }

    private static String at(@Nullable JsonLocation location) {
        return location == null ? "" : " (line " + location.getLineNr() + ", column " + location.getColumnNr() + ")";
    }

    private static String text(RuntimeException e) {
        return String.valueOf(e.getMessage());
    }
}
