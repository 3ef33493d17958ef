package continuity.cli.status;

import com.fasterxml.jackson.databind.ObjectMapper;
import continuity.cli.local.DataDirectory;
import java.io.IOException;

/** How many instances the registry knows. */
public record InstanceCounts(long active, long stale, long closed) {

    private static final ObjectMapper JSON = new ObjectMapper();

    static InstanceCounts read(DataDirectory data, int registryPort) throws IOException, InterruptedException {
        var answer = JSON.readTree(LoopbackHttp.get(registryPort, "/api/v1/instances?limit=1", data.token()));
        var active = answer.required("active_count").longValue();
        var stale = answer.required("stale_count").longValue();
        return new InstanceCounts(active, stale, answer.required("total_count").longValue() - active - stale);
    }
}
