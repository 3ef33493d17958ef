package continuity.commandlog.event;

import com.fasterxml.jackson.databind.ObjectMapper;
import continuity.contracts.EventAppended;
import continuity.kit.problem.InvalidInput;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * A whole history as a file, written while it is read: however long it is, one batch of it is in memory.
 *
 * @param lastSequence where it ends; what is appended meanwhile is not in it
 * @param after the next events after a sequence number, ascending; empty behind the last one
 */
record EventExport(String instanceId, long lastSequence, LongFunction<List<EventAppended>> after) {

    /** Most events of a batch. */
    static final int BATCH = 500;

    private static final int BUFFER = 1 << 16;

    /** What the file looks like. */
    enum Format {
        /** One object; {@code count} comes after the {@code events}, so that a reader sees that all have come. */
        JSON("json", "application/json"),
        /** An event in each line. */
        JSONL("jsonl", "application/x-ndjson");

        private final String extension;
        private final String mediaType;

        Format(String extension, String mediaType) {
            this.extension = extension;
            this.mediaType = mediaType;
        }

        /** @throws InvalidInput if there is no such format; null is JSON */
        static Format of(@Nullable String name) {
            return switch (name) {
                case null -> JSON;
                case "json" -> JSON;
                case "jsonl" -> JSONL;
                default -> throw new InvalidInput("format", "must be json or jsonl");
            };
        }

        String mediaType() {
            return mediaType;
        }
    }

    /** Safe in a header and in a directory: ids have letters, digits and hyphens. */
    String fileName(Format format) {
        return instanceId + "-events." + format.extension;
    }

    /**
     * Does not close {@code out}. When it fails, what was written is no complete file, and must not look like one.
     *
     * @throws IOException if the reader has gone
     */
    void write(OutputStream out, Format format, ObjectMapper json, Instant now) throws IOException {
        var file = new BufferedOutputStream(out, BUFFER);
        print(file, format == Format.JSON ? head(now) : "");
        var count = 0L;
        var position = 0L;
        while (position < lastSequence) {
            var batch = after.apply(position);
            if (batch.isEmpty()) {
                break;
            }
            for (var event : batch) {
                if (event.sequenceNum() <= lastSequence) {
                    print(file, format == Format.JSON && count > 0 ? ",\n" : "");
                    file.write(json.writeValueAsBytes(event));
                    print(file, format == Format.JSONL ? "\n" : "");
                    count++;
                }
            }
            position = batch.getLast().sequenceNum();
        }
        print(file, format == Format.JSON ? "\n],\"count\":" + count + "}\n" : "");
        file.flush();
    }

    private String head(Instant now) {
        return "{\"instance_id\":\"" + instanceId + "\",\"exported_at\":\"" + now + "\",\"events\":[\n";
    }

    private static void print(OutputStream file, String text) throws IOException {
        file.write(text.getBytes(StandardCharsets.UTF_8));
    }
}
