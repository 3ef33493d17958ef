package continuity.commandlog.archive;

import continuity.kit.problem.Problem;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** The one place where a refusal of the archive gets its status and code. */
class ArchiveProblems {

    @ServerExceptionMapper
    public Response refused(ArchiveRefused refused) {
        var detail = String.valueOf(refused.getMessage());
        var problem = switch (refused) {
            case ArchiveRefused.Off _ -> Problem.of(404, "archive_off", detail);
            case ArchiveRefused.Busy _ -> Problem.of(409, "archive_busy", detail);
            case ArchiveRefused.Damaged damaged ->
                Problem.of(409, "archive_damaged", detail).with("file", damaged.file());
            case ArchiveRefused.NoRoom _ -> Problem.of(507, "disk_full", detail);
            case ArchiveRefused.NotArchived _ -> Problem.of(404, "not_archived", detail);
        };
        return problem.response();
    }
}
