package continuity.cli.logs;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads one part's log as it grows, record by record, and goes on in the new file when a start has begun one. The file
 * need not exist yet.
 */
final class LogFollower implements AutoCloseable {

    private static final int CHUNK_BYTES = 1 << 20;

    /** A line longer than this is shown in pieces. */
    private static final int LONGEST_LINE = 1 << 20;

    private final String part;
    private final Path path;
    private final ZoneId zone;
    private final List<String> lines = new ArrayList<>(); // of the last record: more may follow
    private Instant time = Instant.EPOCH; // of the last record
    private String incomplete = ""; // the last line until it is ended, one character per byte
    private @Nullable RandomAccessFile file;
    private @Nullable Object fileKey;

    /** @param zone of times that name none */
    LogFollower(String part, Path path, ZoneId zone) {
        this.part = part;
        this.path = path;
        this.zone = zone;
    }

    /** Leaves out what is there, but for about that much, and begins with a whole line. Call it before reading. */
    void skipToLast(long bytes) throws IOException {
        var opened = open();
        if (opened != null && opened.length() > bytes) {
            opened.seek(opened.length() - bytes);
            opened.readLine();
        }
    }

    /**
     * The next records, in their order, at most about a megabyte of them. The last record may still grow: it is handed
     * out when another has begun, or when a call finds nothing new.
     *
     * @return empty when there is nothing new
     */
    List<LogRecord> read() throws IOException {
        var records = new ArrayList<LogRecord>();
        var opened = open();
        if (opened == null) {
            return records;
        }
        var grown = false;
        while (records.isEmpty() && read(opened, records)) {
            grown = true;
        }
        if (!grown) {
            endRecord(records);
            if (isReplaced(opened)) {
                close();
            }
        }
        return records;
    }

    private @Nullable RandomAccessFile open() throws IOException {
        if (file == null && Files.exists(path)) {
            file = new RandomAccessFile(path.toFile(), "r");
            fileKey = key();
        }
        return file;
    }

    private @Nullable Object key() throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
    }

    /** Whether another file has its name now, or it was emptied. */
    private boolean isReplaced(RandomAccessFile opened) throws IOException {
        return opened.length() < opened.getFilePointer() || (Files.exists(path) && !Objects.equals(key(), fileKey));
    }

    /** @return whether there was anything to read */
    private boolean read(RandomAccessFile from, List<LogRecord> records) throws IOException {
        var left = from.length() - from.getFilePointer();
        if (left <= 0) {
            return false;
        }
        var bytes = new byte[(int) Math.min(left, CHUNK_BYTES)];
        var count = from.read(bytes);
        if (count <= 0) {
            return false;
        }
        var text = incomplete + new String(bytes, 0, count, StandardCharsets.ISO_8859_1);
        var start = 0;
        for (var end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
            line(text.substring(start, end), records);
            start = end + 1;
        }
        incomplete = text.substring(start);
        if (incomplete.length() > LONGEST_LINE) {
            line(incomplete, records);
            incomplete = "";
        }
        return true;
    }

    private void line(String bytes, List<LogRecord> records) {
        var line = new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
        LogTime.of(line, zone).ifPresent(begins -> {
            endRecord(records);
            time = begins;
        });
        lines.add(line);
    }

    private void endRecord(List<LogRecord> records) {
        if (!lines.isEmpty()) {
            records.add(new LogRecord(part, time, lines));
            lines.clear();
        }
    }

    @Override
    public void close() throws IOException {
        if (file != null) {
            file.close();
            file = null;
            incomplete = "";
        }
    }
}
