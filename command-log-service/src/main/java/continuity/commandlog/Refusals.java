package continuity.commandlog;

import continuity.kit.problem.Forbidden;
import continuity.kit.problem.InstanceNotFound;
import continuity.kit.problem.InvalidInput;
import continuity.kit.problem.Problem;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** The one place where a refusal gets its status and code. */
class Refusals {

    @ServerExceptionMapper
    public Response refused(Refused e) {
        return problem(e).response();
    }

    private static Problem problem(Refused refused) {
        var detail = String.valueOf(refused.getMessage());
        return switch (refused) {
            case Refused.TooLarge _ -> Problem.of(413, "too_large", detail);
            case Refused.IdOutOfReach _ -> Problem.of(422, "id_out_of_reach", detail);
            case Refused.EventNotFound _ -> Problem.of(404, "event_not_found", detail);
            case Refused.IdTaken _ -> Problem.of(409, "id_taken", detail);
            case Refused.UnknownEventType _, Refused.SystemEventType _ -> Problem.of(400, "invalid_event_type", detail);
        };
    }

    /** What is wrong with one item of several; rethrows what is no fault of the item. */
    static Problem problemOfItem(RuntimeException e) {
        return switch (e) {
            case Refused refused -> problem(refused);
            case InvalidInput invalid -> Problem.invalid(invalid.errors());
            case InstanceNotFound _ -> Problem.of(404, "instance_not_found", String.valueOf(e.getMessage()));
            case Forbidden _ -> Problem.of(403, "forbidden", String.valueOf(e.getMessage()));
            default -> throw e;
        };
    }
}
