package continuity.registry;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Where the services that hear agents say that they are there. */
@Path("/api/v1/ingest/presence")
@RunOnVirtualThread
class PresenceResource {

    private final StaleStore watch;

    PresenceResource(StaleStore watch) {
        this.watch = watch;
    }

    @POST
    @Transactional
    @RolesAllowed("service")
    @Operation(
            summary =
                    "Says that agents can be heard; after it was said once, silence is no evidence while nobody says it")
    public void present() {
        watch.ingestIsThere();
    }
}
