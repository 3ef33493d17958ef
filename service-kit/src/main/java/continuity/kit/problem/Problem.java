package continuity.kit.problem;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An RFC 9457 problem body.
 *
 * @param code stable, for programs
 * @param detail what happened and the way out, for people; never a secret, never a stack trace
 * @param errors the offending fields, null unless the input was invalid
 * @param members further members that a program may act on, such as the name of a successor; usually none
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(
        String type,
        String title,
        int status,
        String code,
        String detail,
        @Nullable List<FieldError> errors,
        @JsonAnyGetter Map<String, String> members) {

    public static final String MEDIA_TYPE = "application/problem+json";

    /** A field and what is wrong with it. */
    @RegisterForReflection
    public record FieldError(String field, String message) {}

    /** A problem whose title is its code in words. */
    public static Problem of(int status, String code, String detail) {
        return new Problem("/problems/" + code, inWords(code), status, code, detail, null, Map.of());
    }

    public static Problem invalid(List<FieldError> errors) {
        var detail = "The request has invalid fields: "
                + String.join(
                        "; ",
                        errors.stream().map(e -> e.field() + " " + e.message()).toList());
        var code = "validation_failed";
        return new Problem("/problems/" + code, inWords(code), 400, code, detail, errors, Map.of());
    }

    public Problem with(String member, String value) {
        return new Problem(type, title, status, code, detail, errors, Map.of(member, value));
    }

    /** The HTTP answer; 503 asks the client to try again in a second, 507 in half a minute. */
    public Response response() {
        var response = Response.status(status).type(MEDIA_TYPE).entity(this);
        if (status == 503) {
            response.header(HttpHeaders.RETRY_AFTER, 1);
        }
        if (status == 507) {
            response.header(HttpHeaders.RETRY_AFTER, 30);
        }
        if (status == 401) {
            response.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        }
        return response.build();
    }

    private static String inWords(String code) {
        var words = code.replace('_', ' ');
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }
}
