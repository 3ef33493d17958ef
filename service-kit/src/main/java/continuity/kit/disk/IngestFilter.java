package continuity.kit.disk;

import continuity.kit.problem.Problem;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.ext.Provider;

/** Refuses {@link Ingest} while the disk is nearly full. */
@Ingest
@Provider
class IngestFilter implements ContainerRequestFilter {

    private final DiskSpace disk;

    IngestFilter(DiskSpace disk) {
        this.disk = disk;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        disk.shortage()
                .map(shortage -> Problem.of(507, "disk_full", shortage.detail()).response())
                .ifPresent(request::abortWith);
    }
}
