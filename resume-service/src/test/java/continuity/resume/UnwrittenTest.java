package continuity.resume;

import static org.assertj.core.api.Assertions.assertThat;

import continuity.contracts.EventAppended;
import continuity.contracts.Topics;
import continuity.kit.kafka.MessageReader.Message;
import continuity.resume.fold.Evidence;
import continuity.resume.fold.FoldVersion;
import continuity.resume.fold.Records;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("R55")
class UnwrittenTest {

    private static final TopicPartition EVENTS = new TopicPartition(Topics.EVENTS, 0);

    private final Unwritten unwritten = new Unwritten();

    private static Message<Reading> message(String topic, String instanceId, long offset) {
        return message(topic, instanceId, offset, new byte[10]);
    }

    private static Message<Reading> message(String topic, String instanceId, long offset, byte[] bytes) {
        EventAppended event = Records.event(offset + 1, "user_message", Map.of("text", "prompt"));
        var reading = new Reading(instanceId, "shop", Evidence.of(event));
        return new Message<>(
                new ConsumerRecord<>(
                        topic,
                        0,
                        offset,
                        ConsumerRecord.NO_TIMESTAMP,
                        TimestampType.NO_TIMESTAMP_TYPE,
                        instanceId.length(),
                        bytes.length,
                        instanceId,
                        bytes,
                        new RecordHeaders(),
                        Optional.empty()),
                reading);
    }

    private void read(List<Message<Reading>> messages) {
        unwritten.add(messages);
        var records = messages.stream().map(Message::record).toList();
        unwritten.readTo(new ConsumerRecords<>(Map.of(EVENTS, records), Map.of()));
    }

    private void write() {
        unwritten.written(unwritten.due());
    }

    private void readAndWrite(Message<Reading> message) {
        read(List.of(message));
        write();
    }

    @Test
    void whatWasNotWrittenForLongIsDueAtOnce() {
        var first = message(Topics.EVENTS, "one", 0);

        read(List.of(first));

        assertThat(unwritten.due()).containsExactly(first);
    }

    @Test
    void whatWasWrittenAMomentAgoWaits() {
        readAndWrite(message(Topics.EVENTS, "one", 0));
        var other = message(Topics.EVENTS, "other", 2);

        read(List.of(message(Topics.EVENTS, "one", 1), other));

        assertThat(unwritten.due()).containsExactly(other);
    }

    @Test
    void whatWaitsIsKnownAllTheSame() {
        readAndWrite(message(Topics.EVENTS, "one", 0));

        read(List.of(message(Topics.EVENTS, "one", 1), message(Topics.EVENTS, "one", 2)));

        var stored = new Context("one", "shop", Evidence.NONE, 1, FoldVersion.CURRENT, Condition.SOUND);
        var known = unwritten.waiting().on(stored);
        assertThat(known.evidence().session().events().last()).isEqualTo(3);
        assertThat(known.version()).isEqualTo(1);
    }

    @Test
    void offsetsStopBeforeWhatWaits() {
        readAndWrite(message(Topics.EVENTS, "one", 0));

        read(List.of(message(Topics.EVENTS, "one", 1), message(Topics.EVENTS, "other", 2)));
        write();

        assertThat(unwritten.offsets()).isEqualTo(Map.of(EVENTS, new OffsetAndMetadata(1)));
    }

    @Test
    void offsetsGoToTheEndWhenAllIsWritten() {
        read(List.of(message(Topics.EVENTS, "one", 0), message(Topics.EVENTS, "other", 1)));

        unwritten.written(unwritten.all());

        assertThat(unwritten.offsets()).isEqualTo(Map.of(EVENTS, new OffsetAndMetadata(2)));
        assertThat(unwritten.isEmpty()).isTrue();
    }

    @Test
    void aChangeOfTheRegistryDoesNotWaitNorWhatCameBeforeIt() {
        readAndWrite(message(Topics.EVENTS, "one", 0));
        var before = message(Topics.EVENTS, "one", 1);
        var change = message(Topics.INSTANCES, "one", 2);

        unwritten.add(List.of(before, change));

        assertThat(unwritten.due()).containsExactlyInAnyOrder(before, change);
    }

    @Test
    void nothingWaitsWhenItIsTooMuch() {
        readAndWrite(message(Topics.EVENTS, "one", 0));
        var large = message(Topics.EVENTS, "one", 1, new byte[3 * 1024 * 1024]);

        read(List.of(large));

        assertThat(unwritten.due()).containsExactly(large);
    }
}
