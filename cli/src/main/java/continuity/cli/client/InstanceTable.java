package continuity.cli.client;

import com.fasterxml.jackson.databind.JsonNode;
import continuity.cli.terminal.Table;
import java.util.Set;

/** Instances, one on a line. */
final class InstanceTable {

    /** Of a numbered list, so that a line fits a terminal of 100 columns. */
    private static final int MAX_PATH = 25;

    private static final int MAX_GOAL = 93;

    private InstanceTable() {}

    /** @param awaitingInput ids of those that stand still until their users answer */
    static Table of(Iterable<JsonNode> instances, Set<String> awaitingInput) {
        var table = new Table("INSTANCE", "MACHINE", "STATUS", "EPIC", "CONTEXT", "AGE", "DIRECTORY");
        for (var instance : instances) {
            var id = Wording.text(instance, "instance_id");
            table.add(
                    id,
                    Wording.text(instance, "host_machine"),
                    awaitingInput.contains(id) ? "needs input" : Wording.status(instance),
                    Wording.epic(instance),
                    Wording.percent(instance, "context_percent"),
                    Wording.age(instance),
                    Wording.text(instance, "working_directory"));
        }
        return table;
    }

    /** Several that can be resumed, numbered for the choice, with what each was doing. */
    static Table numbered(JsonNode matches) {
        var table = new Table("N", "INSTANCE", "MACHINE", "STATUS", "EPIC", "AGE", "AGENT", "DIRECTORY");
        for (var match : matches) {
            table.add(
                    Wording.text(match, "n"),
                    Wording.text(match, "instance_id"),
                    Wording.text(match, "host_machine"),
                    Wording.text(match, "status"),
                    Wording.epic(match),
                    Wording.age(match),
                    Wording.text(match, "client"),
                    Wording.shortenedPath(Wording.text(match, "working_directory"), MAX_PATH));
            if (match.path("goal").isTextual()) {
                table.note("“%s”".formatted(Wording.shortened(match.path("goal").asText(), MAX_GOAL)));
            }
        }
        return table;
    }
}
