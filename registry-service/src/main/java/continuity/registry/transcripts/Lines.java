package continuity.registry.transcripts;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.Arrays;

/**
 * Reads the lines of a file from either end, in memory that does not grow with it: a block of the file and the part of
 * a line that it cuts off.
 */
final class Lines {

    /** Longest line that is kept, in bytes; of a longer one only its place is told. */
    static final int MAX_LINE = 1 << 20;

    /** How far into the file is read from either end, in bytes. */
    static final int MAX_READ = 16 << 20;

    private static final int BLOCK = 64 * 1024;

    private Lines() {}

    /** Is shown the lines that are not empty. */
    interface Taker {
        /**
         * @param start position of its first byte in the file
         * @param line without its end
         * @return whether more are wanted
         */
        boolean take(long start, byte[] line);

        /** There is a line of more than {@link #MAX_LINE}. */
        void tooLong(long start);
    }

    /** Shows the first lines. @return position after the last one that was shown */
    static long first(SeekableByteChannel file, Taker taker) throws IOException {
        var end = Math.min(file.size(), MAX_READ);
        var cut = new byte[0]; // what the blocks before left over: the beginning of a line
        long start = 0; // of that line
        for (long at = 0; at < end; at += BLOCK) {
            var text = joined(cut, read(file, at, (int) Math.min(BLOCK, end - at)));
            var from = 0;
            for (var newline = next(text, from); newline >= 0; newline = next(text, from)) {
                var next = at + Math.min(BLOCK, end - at) - (text.length - newline - 1);
                if (!show(taker, start, next - start - 1, text, from, newline)) {
                    return next;
                }
                start = next;
                from = newline + 1;
            }
            cut = kept(text, from, text.length);
        }
        if (start < end && end == file.size()) {
            show(taker, start, end - start, cut, 0, cut.length);
        }
        return end;
    }

    /** Shows the last lines, the last one first. */
    static void last(SeekableByteChannel file, Taker taker) throws IOException {
        var size = file.size();
        var begin = Math.max(0, size - MAX_READ);
        var cut = new byte[0]; // what the blocks after left over: the end of a line
        var end = size; // of that line
        for (var at = size; at > begin; ) {
            var length = (int) Math.min(BLOCK, at - begin);
            at -= length;
            var text = joined(read(file, at, length), cut);
            var to = text.length;
            for (var newline = previous(text, Math.min(to, length)); newline >= 0; newline = previous(text, newline)) {
                var start = at + newline + 1;
                if (!show(taker, start, end - start, text, newline + 1, to)) {
                    return;
                }
                end = start - 1;
                to = newline;
            }
            cut = kept(text, 0, to);
        }
        if (begin == 0 && end > 0) {
            show(taker, 0, end, cut, 0, cut.length);
        }
    }

    /** @param length of the line, which may be more than what was kept of it */
    private static boolean show(Taker taker, long start, long length, byte[] text, int from, int to) {
        if (length > MAX_LINE) {
            taker.tooLong(start);
            return true;
        }
        var line = Arrays.copyOfRange(text, from, to);
        return isEmpty(line) || taker.take(start, line);
    }

    private static boolean isEmpty(byte[] line) {
        return line.length == 0 || (line.length == 1 && line[0] == '\r');
    }

    /** The part of a line that goes on in another block; of one that is too long already, nothing. */
    private static byte[] kept(byte[] text, int from, int to) {
        return to - from > MAX_LINE ? new byte[0] : Arrays.copyOfRange(text, from, to);
    }

    private static int next(byte[] text, int from) {
        for (int i = from; i < text.length; i++) {
            if (text[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    private static int previous(byte[] text, int to) {
        for (int i = to - 1; i >= 0; i--) {
            if (text[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    private static byte[] joined(byte[] before, byte[] after) {
        var all = Arrays.copyOf(before, before.length + after.length);
        System.arraycopy(after, 0, all, before.length, after.length);
        return all;
    }

    /** Less than that where the file has become shorter meanwhile. */
    private static byte[] read(SeekableByteChannel file, long at, int length) throws IOException {
        var block = ByteBuffer.allocate(length);
        file.position(at);
        while (block.hasRemaining() && file.read(block) >= 0) {
            // until the block is full or the file ends
        }
        return Arrays.copyOf(block.array(), block.position());
    }
}
