package continuity.cli.client;

import com.fasterxml.jackson.databind.JsonNode;
import continuity.cli.terminal.Table;

/** Instances, one on a line. */
final class InstanceTable {

    private InstanceTable() {}

    static Table of(Iterable<JsonNode> instances) {
        var table = new Table("INSTANCE", "MACHINE", "STATUS", "EPIC", "CONTEXT", "AGE", "DIRECTORY");
        for (var instance : instances) {
            table.add(
                    Wording.text(instance, "instance_id"),
                    Wording.text(instance, "host_machine"),
                    Wording.text(instance, "status"),
                    Wording.epic(instance),
                    Wording.percent(instance, "context_percent"),
                    Wording.age(instance),
                    Wording.text(instance, "working_directory"));
        }
        return table;
    }

    /** Several that fit, numbered for the choice; a server that does not number them means their order. */
    static Table numbered(JsonNode matches) {
        var table = new Table("N", "INSTANCE", "MACHINE", "STATUS", "EPIC", "AGE");
        var place = 0;
        for (var match : matches) {
            place++;
            table.add(
                    Integer.toString(match.path("n").asInt(place)),
                    match.isTextual() ? match.asText() : Wording.text(match, "instance_id"),
                    Wording.text(match, "host_machine"),
                    Wording.text(match, "status"),
                    Wording.epic(match),
                    Wording.age(match));
        }
        return table;
    }
}
