package continuity.registry;

import com.fasterxml.jackson.databind.ObjectMapper;
import continuity.contracts.MachineChanged;
import continuity.kit.kafka.MessageReader;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Listens to what is told of the machines. */
@ApplicationScoped
class MachineMessages {

    private final MessageReader reader;
    private final ObjectMapper json;
    private final MachineStore machines;

    MachineMessages(MessageReader reader, ObjectMapper json, MachineStore machines) {
        this.reader = reader;
        this.json = json;
        this.machines = machines;
    }

    @Incoming("machines")
    @Blocking
    void onMachines(ConsumerRecords<String, byte[]> batch) {
        reader.read(
                batch,
                record -> json.readValue(record.value(), MachineChanged.class),
                changes -> changes.forEach(machines::keep));
    }
}
