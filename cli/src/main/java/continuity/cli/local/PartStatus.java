package continuity.cli.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * How one part is at this moment.
 *
 * @param health of the part's process; PostgreSQL and Kafka are ready when somebody listens on their port
 */
record PartStatus(RunFile.Running part, boolean alive, Health health) {

    static PartStatus of(RunFile.Running part) {
        var alive = part.process().find().isPresent();
        var health = Part.named(part.name()).isService()
                ? Health.of(URI.create("http://127.0.0.1:" + part.port()))
                : new Health(Ports.answers(part.port()), MissingNode.getInstance());
        return new PartStatus(part, alive, health);
    }

    boolean isUp() {
        return alive && health.ready();
    }

    /** In one line: the checks that fail, by name; empty when all is well. */
    String details() {
        return StreamSupport.stream(health.checks().spliterator(), false)
                .filter(check -> !check.path("status").asText().equals("UP"))
                .map(check -> check.path("name").asText())
                .sorted()
                .collect(Collectors.joining(", "));
    }

    ObjectNode toJson() {
        var json = JsonNodeFactory.instance.objectNode();
        json.put("name", part.name());
        json.put("up", isUp());
        json.put("port", part.port());
        json.put("pid", part.process().pid());
        JsonNode checks = health.checks();
        if (!checks.isMissingNode()) {
            json.set("checks", checks);
        }
        return json;
    }
}
