package continuity.commandlog.event;

import com.fasterxml.jackson.databind.ObjectMapper;
import continuity.kit.security.Callers;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Path;

/** The same without {@code /events} in the path. */
@Path("/api/v1/instances/{id}")
@RunOnVirtualThread
@RolesAllowed({"viewer", "agent", "operator", "admin", "service"})
class ShortHistoryResource extends HistoryResource {

    ShortHistoryResource(EventHistory history, Callers callers, ObjectMapper json) {
        super(history, callers, json);
    }
}
