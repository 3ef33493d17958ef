package continuity.commandlog.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import continuity.contracts.CommandLogged;
import continuity.contracts.Topics;
import continuity.kit.kafka.MessagePublisher;
import continuity.kit.kafka.MessageReader;
import continuity.kit.kafka.OutgoingMessage;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jspecify.annotations.Nullable;

/** Commands to and from Kafka. */
@ApplicationScoped
class CommandMessages {

    private final MessagePublisher publisher;
    private final MessageReader reader;
    private final CommandProjection projection;
    private final ObjectMapper json;

    CommandMessages(MessagePublisher publisher, MessageReader reader, CommandProjection projection, ObjectMapper json) {
        this.publisher = publisher;
        this.reader = reader;
        this.projection = projection;
        this.json = json;
    }

    /**
     * Returns when all of them are durable.
     *
     * @throws continuity.kit.problem.Unavailable if that is not known of every one
     */
    void publish(List<CommandLogged> commands) {
        publisher.sendAndWait(commands.stream()
                .map(command -> new OutgoingMessage(
                        Topics.COMMANDS,
                        command.instanceId(),
                        command.commandId().toString(),
                        command))
                .toList());
    }

    @Incoming("commands")
    @Blocking
    void project(ConsumerRecords<String, byte[]> batch) {
        reader.read(batch, this::parse, projection::project);
    }

    private @Nullable CommandLogged parse(ConsumerRecord<String, byte[]> record) throws IOException {
        var command = json.readValue(record.value(), CommandLogged.class);
        return command == null ? null : StorableCommand.of(command);
    }
}
