package continuity.cli.client;

import continuity.cli.terminal.PlainText;
import java.io.PrintWriter;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** From what a user types to the one instance that it means. */
final class InstanceLookup {

    private InstanceLookup() {}

    /**
     * The instance; empty if several fit, which are printed then.
     *
     * @param id full, or the beginning of it or of its six hex digits
     * @param json whether programs read what is printed
     * @throws continuity.cli.terminal.CommandFailed if none fits
     */
    static Optional<Answer> find(ContinuityApi api, String id, boolean json, PrintWriter out) {
        var found = api.get("/api/v1/instances/" + ContinuityApi.encode(id), Map.of());
        if (found.isAmbiguous()) {
            if (json) {
                out.println(PlainText.of(found.body()));
            } else {
                out.printf("Several instances fit \"%s\":%n", id);
                out.print(InstanceTable.of(found.body().path("matches"), Set.of()));
            }
            return Optional.empty();
        }
        if (!found.isDone()) {
            throw found.refusal();
        }
        return Optional.of(found);
    }

    /** Of an instance that was found. */
    static String fullId(Answer found) {
        return found.body().path("instance_id").asText();
    }
}
