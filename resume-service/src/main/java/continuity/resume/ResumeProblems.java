package continuity.resume;

import continuity.kit.problem.Problem;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** How each refusal is answered. */
class ResumeProblems {

    @ServerExceptionMapper
    public Response refused(ResumeRefused refused) {
        var detail = String.valueOf(refused.getMessage());
        return switch (refused) {
            case ResumeRefused.Active e ->
                Problem.of(409, "instance_active", detail)
                        .with("age_seconds", String.valueOf(e.ageSeconds()))
                        .response();
            case ResumeRefused.IsCaller e ->
                Problem.of(409, "instance_is_caller", detail).response();
            case ResumeRefused.Superseded e ->
                Problem.of(409, "instance_superseded", detail)
                        .with("superseded_by", e.successor())
                        .response();
            case ResumeRefused.NothingToResume e ->
                Problem.of(404, "instance_not_found", detail).response();
            case ResumeRefused.ListNotFound e ->
                Problem.of(404, "list_not_found", detail).response();
            case ResumeRefused.ByRegistry e ->
                Response.status(e.status())
                        .type(Problem.MEDIA_TYPE)
                        .entity(e.problem())
                        .build();
        };
    }
}
