package continuity.commandlog.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import continuity.contracts.EventAppended;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventExportTest {

    private static final JsonMapper JSON =
            JsonMapper.builder().addModule(new JavaTimeModule()).build();
    private static final Instant NOW = Instant.parse("2026-05-04T10:00:00Z");

    private final AtomicLong written = new AtomicLong();
    private final AtomicLong read = new AtomicLong();

    @ParameterizedTest
    @CsvSource({"0", "1", "7", "2000"})
    @Tag("R41")
    void jsonIsOneDocumentThatCountsItsEvents(int length) throws IOException {
        var file = new ByteArrayOutputStream();

        export(length).write(file, EventExport.Format.JSON, JSON, NOW);

        var document = JSON.readTree(file.toByteArray());
        assertThat(document.get("instance_id").asText()).isEqualTo(History.INSTANCE);
        assertThat(document.get("exported_at").asText()).isEqualTo("2026-05-04T10:00:00Z");
        assertThat(document.get("count").asInt()).isEqualTo(length);
        assertThat(document.get("events").findValuesAsText("sequenceNum")).isEqualTo(sequence(length));
    }

    @ParameterizedTest
    @CsvSource({"0", "1", "2000"})
    @Tag("R41")
    void jsonLinesAreAnEventEach(int length) throws IOException {
        var file = new ByteArrayOutputStream();

        export(length).write(file, EventExport.Format.JSONL, JSON, NOW);

        var lines = file.toString(StandardCharsets.UTF_8).lines().toList();
        assertThat(lines).hasSize(length);
        for (int i = 0; i < length; i++) {
            assertThat(JSON.readTree(lines.get(i)).get("sequenceNum").asInt()).isEqualTo(i + 1);
        }
    }

    @Test
    @Tag("R41")
    void readsNoBatchBeforeMostOfTheOneBeforeIsWritten() throws IOException {
        LongFunction<List<EventAppended>> watched = sequence -> {
            var unwritten = read.get() * 300 - written.get(); // an event has more than 300 characters
            assertThat(unwritten).isLessThan((1 << 16) + 300);
            return batch(sequence, 100_000);
        };

        new EventExport(History.INSTANCE, 100_000, watched)
                .write(counting(Long.MAX_VALUE), EventExport.Format.JSONL, JSON, NOW);

        assertThat(read).hasValue(100_000);
    }

    @Test
    @Tag("R41")
    void aReaderThatGoesAwayEndsTheWork() {
        var export = export(100_000);

        assertThatThrownBy(() -> export.write(counting(1 << 20), EventExport.Format.JSON, JSON, NOW))
                .isInstanceOf(IOException.class);
        assertThat(read.get()).isLessThan(5_000);
    }

    @Test
    void whatIsAppendedMeanwhileIsNotInIt() throws IOException {
        var file = new ByteArrayOutputStream();

        new EventExport(History.INSTANCE, 7, sequence -> batch(sequence, 1_000_000))
                .write(file, EventExport.Format.JSONL, JSON, NOW);

        assertThat(file.toString(StandardCharsets.UTF_8).lines()).hasSize(7);
        assertThat(read).hasValue(EventExport.BATCH);
    }

    private EventExport export(int length) {
        return new EventExport(History.INSTANCE, length, sequence -> batch(sequence, length));
    }

    private List<EventAppended> batch(long after, long last) {
        var events = LongStream.rangeClosed(after + 1, Math.min(after + EventExport.BATCH, last))
                .mapToObj(sequence -> History.said(sequence, null))
                .toList();
        read.addAndGet(events.size());
        return events;
    }

    private OutputStream counting(long limit) {
        return new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                write(new byte[] {(byte) b}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                if (written.addAndGet(length) > limit) {
                    throw new IOException("the connection was closed");
                }
            }
        };
    }

    private static List<String> sequence(int length) {
        return LongStream.rangeClosed(1, length).mapToObj(String::valueOf).toList();
    }
}
