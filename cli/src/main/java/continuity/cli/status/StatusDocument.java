package continuity.cli.status;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/** The snapshot for programs. A figure that is not known is null; sizes are in bytes, rates per minute. */
final class StatusDocument {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private StatusDocument() {}

    static ObjectNode of(Snapshot snapshot) {
        var document = JSON.objectNode();
        document.put("up", snapshot.isAllUp());
        document.put("data", snapshot.data().root().toString());
        snapshot.run().ifPresent(run -> {
            document.put("url", run.url().toString());
            document.put("ready", run.ready());
            document.put("build", run.build());
            document.put("stale_after", run.staleAfter());
            document.putObject("launcher")
                    .put("pid", run.launcher().pid())
                    .put("alive", !snapshot.isLauncherGone())
                    .put("started_at", run.launcher().startedAt().toString());
        });
        var parts = document.putArray("parts");
        snapshot.parts().forEach(status -> parts.add(part(status, snapshot)));
        set(
                document,
                "instances",
                snapshot.instances(),
                counts -> JSON.objectNode()
                        .put("active", counts.active())
                        .put("stale", counts.stale())
                        .put("closed", counts.closed()));
        set(
                document,
                "throughput",
                snapshot.streams(),
                streams -> JSON.objectNode()
                        .<ObjectNode>set("commands", rate(streams.commands()))
                        .set("events", rate(streams.events())));
        set(document, "consumer_lag", snapshot.streams(), streams -> {
            var lag = JSON.objectNode();
            streams.lag().forEach((group, behind) -> lag.put(group, behind.records()));
            return lag;
        });
        set(document, "dead_letters", snapshot.streams(), streams -> numbers(streams.deadLetters()));
        set(
                document,
                "journal",
                snapshot.hooks(),
                hooks -> JSON.objectNode()
                        .put("waiting", hooks.waiting())
                        .put("bytes", hooks.journalBytes())
                        .put("dropped", hooks.dropped()));
        document.put("memory_bytes", snapshot.memory().orElse(null));
        set(
                document,
                "disk",
                snapshot.disk(),
                disk -> JSON.objectNode()
                        .put("free_bytes", disk.free())
                        .put("total_bytes", disk.total())
                        .set("used_bytes", numbers(disk.used())));
        return document;
    }

    private static ObjectNode part(PartStatus status, Snapshot snapshot) {
        var part = status.part();
        var json = JSON.objectNode();
        json.put("name", part.name());
        json.put("up", status.isUp());
        json.put("state", status.state(snapshot.taken()));
        json.put("port", part.port());
        json.put("pid", part.process().pid());
        json.put("restarts", part.restarts());
        json.put("last_end", part.lastEnd());
        json.put("starts_again_at", part.startsAgainAt() == null ? null : Objects.toString(part.startsAgainAt()));
        json.put("rss_bytes", status.memory().map(Memory::resident).orElse(null));
        json.put("pss_bytes", status.memory().map(Memory::proportional).orElse(null));
        if (!status.checks().isMissingNode()) {
            json.set("checks", status.checks());
        }
        return json;
    }

    private static ObjectNode rate(Streams.Rate rate) {
        return JSON.objectNode().put("last_minute", rate.lastMinute()).put("last_five_minutes", rate.lastFiveMinutes());
    }

    private static ObjectNode numbers(Map<String, Long> values) {
        var numbers = JSON.objectNode();
        values.forEach(numbers::put);
        return numbers;
    }

    private static <T> void set(
            ObjectNode document, String name, Optional<T> figure, Function<T, ? extends JsonNode> json) {
        if (figure.isPresent()) {
            document.set(name, json.apply(figure.get()));
        } else {
            document.putNull(name);
        }
    }
}
