package continuity.cli.client;

import continuity.cli.terminal.CommandFailed;
import continuity.cli.terminal.ExitCode;
import java.util.Map;

/** From what a user types to the one instance that it means. */
final class InstanceLookup {

    private InstanceLookup() {}

    /**
     * The full id.
     *
     * @param id full, or the beginning of it or of its six hex digits
     * @throws CommandFailed if none fits, or several: then with these
     */
    static String fullId(ContinuityApi api, String id) {
        var found = api.get("/api/v1/instances/" + ContinuityApi.encode(id), Map.of());
        if (found.isAmbiguous()) {
            throw new CommandFailed(
                    ExitCode.AMBIGUOUS,
                    "Several instances fit \"%s\":%n%s"
                            .formatted(id, InstanceTable.numbered(found.body().path("matches"))));
        }
        if (!found.isDone()) {
            throw found.refusal();
        }
        return found.body().path("instance_id").asText(id);
    }
}
