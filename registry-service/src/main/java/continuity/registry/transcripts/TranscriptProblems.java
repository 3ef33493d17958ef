package continuity.registry.transcripts;

import continuity.kit.problem.Problem;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Status and code of each refusal. */
class TranscriptProblems {

    @ServerExceptionMapper
    public Response refused(TranscriptRefused refused) {
        var problem = switch (refused) {
            case TranscriptRefused.PathNotPermitted e ->
                Problem.of(403, "path_not_permitted", e.detail()).with("field", "path");
            case TranscriptRefused.NotLinked e -> Problem.of(404, "transcript_not_linked", e.detail());
        };
        return problem.response();
    }
}
