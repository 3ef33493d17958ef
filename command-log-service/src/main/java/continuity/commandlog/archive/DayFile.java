package continuity.commandlog.archive;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonToken;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** Compressed JSON lines: a record to a line, in the order of their ids. No more than a few lines are in memory. */
final class DayFile {

    private static final JsonFactory JSON = new JsonFactory();
    private static final int BUFFER = 1 << 16;

    private DayFile() {}

    /**
     * What a file holds.
     *
     * @param bytes as compressed
     * @param sha256 of those, in hex
     */
    record Content(long rows, long bytes, String sha256, String firstId, String lastId) {}

    /**
     * Writes a new file and flushes it to the disk. The same records make the same file.
     *
     * @return empty, without a file, if there are no records
     */
    static Optional<Content> write(Path file, Iterator<ArchivedRecord> records) throws IOException {
        if (!records.hasNext()) {
            return Optional.empty();
        }
        PrivateFiles.create(file);
        var digest = sha256();
        var count = new Count();
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE);
                var gzip = new GZIPOutputStream(
                        new DigestOutputStream(Channels.newOutputStream(channel), digest), BUFFER)) {
            var lines = new BufferedWriter(new OutputStreamWriter(gzip, StandardCharsets.UTF_8), BUFFER);
            while (records.hasNext()) {
                var record = records.next();
                count.add(record.id());
                lines.write(record.line());
                lines.write('\n');
            }
            lines.flush();
            gzip.finish();
            channel.force(true);
            return Optional.of(count.content(channel.size(), digest));
        }
    }

    /** Reads a file as a whole. @throws IOException if it is no such file, or breaks off */
    static Content read(Path file) throws IOException {
        var digest = sha256();
        var count = new Count();
        try (var bytes = new DigestInputStream(Files.newInputStream(file), digest);
                var records = records(bytes)) {
            records.forEach(record -> count.add(record.id()));
            bytes.transferTo(OutputStream.nullOutputStream());
            return count.content(Files.size(file), digest);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** Its records, one after the other; to be closed. */
    static Stream<ArchivedRecord> records(Path file) throws IOException {
        return records(Files.newInputStream(file));
    }

    private static Stream<ArchivedRecord> records(InputStream bytes) throws IOException {
        try {
            var gzip = new GZIPInputStream(bytes, BUFFER);
            var reader = new BufferedReader(new InputStreamReader(gzip, StandardCharsets.UTF_8), BUFFER);
            return reader.lines().map(DayFile::record).onClose(() -> close(reader));
        } catch (IOException e) {
            bytes.close();
            throw e;
        }
    }

    private static void close(BufferedReader reader) {
        try {
            reader.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A line begins with the id and the instance, as {@link ArchiveStore} writes it. */
    private static ArchivedRecord record(String line) {
        try (var parser = JSON.createParser(line)) {
            var isObject = parser.nextToken() == JsonToken.START_OBJECT;
            var id = isObject && parser.nextFieldName() != null ? parser.nextTextValue() : null;
            var instanceId = "instance_id".equals(parser.nextFieldName()) ? parser.nextTextValue() : null;
            if (id == null || instanceId == null) {
                throw new IOException("a line is no record");
            }
            return new ArchivedRecord(id, instanceId, line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** What has gone by. */
    private static final class Count {

        private long rows;
        private String firstId = "";
        private String lastId = "";

        void add(String id) {
            if (id.compareTo(lastId) <= 0) {
                throw new UncheckedIOException(new IOException(id + " comes after " + lastId));
            }
            firstId = rows == 0 ? id : firstId;
            lastId = id;
            rows++;
        }

        Content content(long bytes, MessageDigest digest) {
            return new Content(rows, bytes, HexFormat.of().formatHex(digest.digest()), firstId, lastId);
        }
    }
}
