package continuity.kit.sql;

import continuity.kit.problem.Problem;
import jakarta.ws.rs.core.Response;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** A database that does not answer is a 503; a statement that it refuses is a bug of ours. */
class DatabaseProblems {

    private static final Logger LOG = Logger.getLogger(DatabaseProblems.class);

    @ServerExceptionMapper
    public Response failed(DatabaseFailure e) {
        LOG.errorf(e, "a database statement failed");
        var problem = e.isTransient() && !e.isOurMistake()
                ? Problem.of(503, "unavailable", "The database does not answer right now; repeat with the same ids")
                : Problem.of(500, "internal_error", "The database refused a statement; the log names it");
        return problem.response();
    }
}
