package continuity.registry;

import continuity.kit.problem.Problem;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Status and code of each refusal. */
class InstanceProblems {

    @ServerExceptionMapper
    public Response refused(InstanceRefused refused) {
        var problem = switch (refused) {
            case InstanceRefused.Closed e -> Problem.of(409, "instance_closed", e.detail());
            case InstanceRefused.Superseded e ->
                Problem.of(409, "instance_superseded", e.detail()).with("superseded_by", e.successor());
            case InstanceRefused.AlreadyClaimed e ->
                Problem.of(409, "already_claimed", e.detail()).with("claimed_by", e.winner());
            case InstanceRefused.GenerationPassed e -> Problem.of(409, "generation_passed", e.detail());
            case InstanceRefused.RevisionPassed e -> Problem.of(409, "revision_passed", e.detail());
            case InstanceRefused.IdempotencyKeyReused e -> Problem.of(422, "idempotency_key_reused", e.detail());
        };
        return problem.response();
    }
}
