package continuity.resume;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import continuity.contracts.CommandLogged;
import continuity.contracts.Instance;
import continuity.contracts.InstanceStatus;
import continuity.contracts.Topics;
import continuity.kit.kafka.MessagePublisher;
import continuity.kit.kafka.OutgoingMessage;
import continuity.resume.fold.Records;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Makes instances for a test: on the topics, as the other services do, and in the registry's stand-in. */
@ApplicationScoped
class Fleet {

    private static final AtomicInteger NUMBER = new AtomicInteger(0xA00000);

    private final MessagePublisher publisher;
    private final ObjectMapper json;
    private final String registry;

    Fleet(
            MessagePublisher publisher,
            ObjectMapper json,
            @ConfigProperty(name = "continuity.registry.url") String registry) {
        this.publisher = publisher;
        this.json = json;
        this.registry = registry;
    }

    /** An id that no other test uses. */
    static String newId(String project) {
        return "%s-PS-%06x".formatted(project, NUMBER.getAndIncrement());
    }

    /** Tells the registry's stand-in and the topic about an instance; {@code fields} override a stale one's row. */
    void instance(String id, long revision, Map<String, ?> fields) {
        var row = row(id, fields).put("revision", revision);
        knownToRegistry(id, row);
        var change = json.<ObjectNode>valueToTree(
                Records.changed(Records.instance(InstanceStatus.STALE, null), revision, Instant.now()));
        change.set("instance", row);
        send(Topics.INSTANCES, id, change);
    }

    /** Tells only the registry's stand-in, as if no record had arrived. */
    void knownToRegistry(String id, Map<String, ?> fields) {
        knownToRegistry(id, row(id, fields));
    }

    /** The client session of each instance, unless {@code fields} say otherwise. */
    String sessionOf(String id) {
        return UUID.nameUUIDFromBytes(id.getBytes(StandardCharsets.UTF_8)).toString();
    }

    private ObjectNode row(String id, Map<String, ?> fields) {
        var project = id.substring(0, id.length() - "-PS-000000".length());
        Instance instance = Records.instance(InstanceStatus.STALE, null);
        ObjectNode row = json.valueToTree(instance);
        row.put("instance_id", id)
                .put("project", project)
                .put("last_heartbeat", Instant.now().minusSeconds(300).toString())
                .put("age_seconds", 300)
                .put("quiet", false);
        row.put("client_session_id", sessionOf(id));
        fields.forEach((name, value) -> row.set(name, json.valueToTree(value)));
        return row;
    }

    /** Puts records of {@link Records#ID} on their topics as that instance's. */
    void records(String id, List<?> records) {
        for (var record : records) {
            ObjectNode tree = json.valueToTree(record);
            tree.put("instance_id", id);
            tree.put("project", id.substring(0, id.length() - "-PS-000000".length()));
            send(record instanceof CommandLogged ? Topics.COMMANDS : Topics.EVENTS, id, tree);
        }
    }

    void send(String topic, String id, Object payload) {
        publisher.sendAndWait(
                List.of(new OutgoingMessage(topic, id, UUID.randomUUID().toString(), payload)));
    }

    private void knownToRegistry(String id, JsonNode row) {
        try (var http = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create(registry + "/api/v1/instances/" + id))
                    .PUT(HttpRequest.BodyPublishers.ofString(json.writeValueAsString(row)))
                    .build();
            http.send(request, HttpResponse.BodyHandlers.discarding());
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
