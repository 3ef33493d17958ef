package continuity.resume;

import io.smallrye.common.annotation.Identifier;
import io.smallrye.reactive.messaging.kafka.KafkaConsumerRebalanceListener;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/** Leaves nothing unwritten behind when another replica gets a partition. */
@ApplicationScoped
@Identifier("contexts")
class HandOver implements KafkaConsumerRebalanceListener {

    private final ContextMessages messages;

    HandOver(ContextMessages messages) {
        this.messages = messages;
    }

    @Override
    public void onPartitionsRevoked(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        messages.handOver(consumer, partitions);
    }

    @Override
    public void onPartitionsAssigned(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        messages.takeOver(partitions);
    }
}
