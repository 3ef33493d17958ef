package continuity.registry.tokens;

import continuity.kit.problem.Problem;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Status and code of each refusal. */
class TokenProblems {

    @ServerExceptionMapper
    public Response refused(TokenRefused refused) {
        var problem = switch (refused) {
            case TokenRefused.NotFound e -> Problem.of(404, "token_not_found", e.detail());
            case TokenRefused.NoSigningKey e -> Problem.of(501, "no_signing_key", e.detail());
        };
        return problem.response();
    }
}
