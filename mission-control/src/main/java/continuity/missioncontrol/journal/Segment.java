package continuity.missioncontrol.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** One file of the journal: its name, the shape of a record in it, and how to read one. */
final class Segment {

    static final int HEADER_BYTES = 8;

    private static final String ENDING = ".journal";

    private Segment() {}

    static Path file(Path directory, long number) {
        return directory.resolve("%016d%s".formatted(number, ENDING));
    }

    static boolean isSegment(Path file) {
        return file.getFileName().toString().matches("\\d{16}\\" + ENDING);
    }

    static long numberOf(Path file) {
        return Long.parseLong(file.getFileName().toString().substring(0, 16));
    }

    /** Header and record, ready to be written. */
    static ByteBuffer frame(byte[] record) {
        var frame = ByteBuffer.allocate(HEADER_BYTES + record.length);
        return frame.putInt(record.length).putInt(checksum(record)).put(record).flip();
    }

    /** What became of one segment when it was read. {@code end} is where the readable part ends, in bytes. */
    record Scan(int end, long size) {

        boolean isWhole() {
            return end == size;
        }
    }

    /** Shows every readable record in order, up to the first one that is not. */
    static Scan scan(Path directory, long number, RecordReader reader) throws IOException {
        try (var channel = FileChannel.open(file(directory, number), StandardOpenOption.READ)) {
            var offset = 0;
            while (true) {
                var record = readAt(channel, offset);
                if (record == null) {
                    return new Scan(offset, channel.size());
                }
                reader.record(new Pointer(number, offset, record.length), record);
                offset += HEADER_BYTES + record.length;
            }
        }
    }

    /** @throws IOException also if the record is not what was written there */
    static byte[] read(Path directory, Pointer pointer) throws IOException {
        try (var channel = FileChannel.open(file(directory, pointer.segment()), StandardOpenOption.READ)) {
            var record = readAt(channel, pointer.offset());
            if (record == null || record.length != pointer.length()) {
                throw new IOException("no readable record at " + pointer);
            }
            return record;
        }
    }

    static void truncate(Path directory, long number, int end) throws IOException {
        try (var channel = FileChannel.open(file(directory, number), StandardOpenOption.WRITE)) {
            channel.truncate(end);
            channel.force(true);
        }
    }

    static long size(Path directory, long number) throws IOException {
        return Files.size(file(directory, number));
    }

    private static byte @Nullable [] readAt(FileChannel channel, int offset) throws IOException {
        var header = ByteBuffer.allocate(HEADER_BYTES);
        if (!fill(channel, header, offset)) {
            return null;
        }
        var length = header.getInt();
        var checksum = header.getInt();
        if (length < 1 || length > JournalLimits.MAX_RECORD_BYTES) {
            return null;
        }
        var record = ByteBuffer.allocate(length);
        if (!fill(channel, record, offset + HEADER_BYTES) || checksum(record.array()) != checksum) {
            return null;
        }
        return record.array();
    }

    private static boolean fill(FileChannel channel, ByteBuffer buffer, long position) throws IOException {
        var at = position;
        while (buffer.hasRemaining()) {
            var read = channel.read(buffer, at);
            if (read < 0) {
                return false;
            }
            at += read;
        }
        buffer.flip();
        return true;
    }

    private static int checksum(byte[] record) {
        var checksum = new CRC32C();
        checksum.update(record);
        return (int) checksum.getValue();
    }
}
