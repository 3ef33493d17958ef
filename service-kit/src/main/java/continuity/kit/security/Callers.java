package continuity.kit.security;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import continuity.kit.problem.Forbidden;
import jakarta.enterprise.context.RequestScoped;
import jakarta.json.JsonArray;
import jakarta.json.JsonString;
import jakarta.ws.rs.core.HttpHeaders;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/**
 * The caller of the current request.
 *
 * <p>A service that works for somebody whose request is long over sends its own token and the header
 * {@value #ON_BEHALF}; the roles are then that somebody's, the projects and the machine what both may reach.
 */
@RequestScoped
public class Callers {

    /** Base64url of a {@link Caller} as JSON; honoured only beside a token with the role {@code service}. */
    public static final String ON_BEHALF = "X-Continuity-On-Behalf";

    private final JsonWebToken token;
    private final HttpHeaders headers;
    private final ObjectMapper json;

    Callers(JsonWebToken token, HttpHeaders headers, ObjectMapper json) {
        this.token = token;
        this.headers = headers;
        this.json = json;
    }

    /** @throws Forbidden if somebody is named by a caller that may not name anybody */
    public Caller current() {
        var own = new Caller(
                String.valueOf(token.getName()), Set.copyOf(token.getGroups()), projects(), token.getClaim("machine"));
        var onBehalf = headers.getHeaderString(ON_BEHALF);
        if (onBehalf == null) {
            return own;
        }
        if (!own.is(Caller.SERVICE)) {
            throw new Forbidden("Only a service may act on behalf of another");
        }
        try {
            var named = json.readValue(Base64.getUrlDecoder().decode(onBehalf), Caller.class);
            if (named == null || named.subject() == null || named.roles() == null || named.projects() == null) {
                throw new Forbidden("The header " + ON_BEHALF + " names nobody");
            }
            return named.within(own);
        } catch (IOException | IllegalArgumentException e) {
            throw new Forbidden("The header " + ON_BEHALF + " is not readable");
        }
    }

    /** The value of {@value #ON_BEHALF} for work that is done later for this caller. */
    public static String onBehalf(Caller caller, ObjectMapper json) {
        try {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(json.writeValueAsString(caller).getBytes(StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a caller is always writable as JSON", e);
        }
    }

    private Set<String> projects() {
        @Nullable Object claim = token.getClaim("projects");
        return claim instanceof JsonArray names
                ? names.getValuesAs(JsonString.class).stream()
                        .map(JsonString::getString)
                        .collect(Collectors.toUnmodifiableSet())
                : Set.of();
    }
}
