package continuity.missioncontrol.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The one thread that writes the journal. While it forces one group to disk the next one gathers, so that many agents
 * share an fsync.
 */
final class JournalWriter {

    private static final Logger LOG = Logger.getLogger(JournalWriter.class);
    private static final int MAX_GROUP = 512;
    private static final long CLOSE_MILLIS = 5_000;

    private final Path directory;
    private final int segmentBytes;
    private final LinkedBlockingQueue<Append> queue = new LinkedBlockingQueue<>();
    private final Thread thread;
    private volatile boolean closed;
    private volatile Pointer end;
    private @Nullable FileChannel channel;

    private record Append(
            ByteBuffer frame, Consumer<Pointer> onDurable, Runnable onFailure, CompletableFuture<Pointer> done) {

        int length() {
            return frame.capacity() - Segment.HEADER_BYTES;
        }
    }

    JournalWriter(Path directory, int segmentBytes, long firstSegment) {
        this.directory = directory;
        this.segmentBytes = segmentBytes;
        this.end = new Pointer(firstSegment, 0, 0);
        this.thread = Thread.ofPlatform().name("hook-journal").daemon().start(this::run);
    }

    CompletableFuture<Pointer> append(byte[] record, Consumer<Pointer> onDurable, Runnable onFailure) {
        var append = new Append(Segment.frame(record), onDurable, onFailure, new CompletableFuture<>());
        queue.add(append);
        if (closed && queue.remove(append)) {
            fail(append, new IOException("the journal is closed"));
        }
        return append.done();
    }

    /** Where the next record will stand. */
    Pointer end() {
        return end;
    }

    void close() {
        closed = true;
        try {
            thread.join(CLOSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        var group = new ArrayList<Append>();
        while (!closed || !queue.isEmpty()) {
            try {
                var first = queue.poll(100, TimeUnit.MILLISECONDS);
                if (first != null) {
                    group.add(first);
                    queue.drainTo(group, MAX_GROUP - 1);
                    write(group);
                    group.clear();
                }
            } catch (InterruptedException e) {
                closed = true;
            }
        }
        closeSegment();
    }

    private void write(List<Append> group) {
        var next = 0;
        while (next < group.size()) {
            var upTo = endOfGroup(group, next);
            writeToOneSegment(group.subList(next, upTo));
            next = upTo;
        }
    }

    /** Records of one segment are forced together; the segment takes at least one more, however full it is. */
    private int endOfGroup(List<Append> group, int from) {
        long size = end.offset();
        if (size >= segmentBytes) {
            startSegment();
            size = 0;
        }
        var upTo = from;
        while (upTo < group.size() && (size < segmentBytes || upTo == from)) {
            size += Segment.HEADER_BYTES + group.get(upTo).length();
            upTo++;
        }
        return upTo;
    }

    private void writeToOneSegment(List<Append> group) {
        var start = end;
        try {
            var pointers = new ArrayList<Pointer>();
            var frames = new ArrayList<ByteBuffer>();
            var offset = start.offset();
            for (var append : group) {
                pointers.add(new Pointer(start.segment(), offset, append.length()));
                frames.add(append.frame());
                offset += Segment.HEADER_BYTES + append.length();
            }
            force(frames);
            for (var i = 0; i < group.size(); i++) {
                group.get(i).onDurable().accept(pointers.get(i));
            }
            end = new Pointer(start.segment(), offset, 0);
            for (var i = 0; i < group.size(); i++) {
                group.get(i).done().complete(pointers.get(i));
            }
        } catch (IOException e) {
            LOG.errorf("%d hooks could not be journalled: %s", group.size(), e);
            takeBack(start);
            group.forEach(append -> fail(append, e));
        } catch (RuntimeException e) {
            LOG.errorf(e, "%d hooks are on disk, but could not be passed on", group.size());
            startSegment();
            group.forEach(append -> fail(append, e));
        }
    }

    private void force(List<ByteBuffer> frames) throws IOException {
        var open = channel();
        for (var frame : frames) {
            while (frame.hasRemaining()) {
                open.write(frame);
            }
        }
        open.force(false);
    }

    private FileChannel channel() throws IOException {
        var open = channel;
        if (open == null) {
            var file = Segment.file(directory, end.segment());
            OwnerOnly.newFile(file);
            open = FileChannel.open(file, StandardOpenOption.WRITE);
            channel = open;
            forceDirectory();
        }
        return open;
    }

    /** Makes the new file's name survive a power failure; some systems do not let a directory be opened. */
    private void forceDirectory() {
        try (var opened = FileChannel.open(directory, StandardOpenOption.READ)) {
            opened.force(true);
        } catch (IOException e) {
            LOG.debugf("the journal's directory cannot be forced: %s", e);
        }
    }

    /**
     * After a failed write nobody knows what the file holds behind its last good record: that is cut off, and the next
     * record gets a new file. A file without a good record goes altogether, so that a full disk does not gather them.
     */
    private void takeBack(Pointer goodUntil) {
        closeSegment();
        try {
            if (goodUntil.offset() == 0) {
                Files.deleteIfExists(Segment.file(directory, goodUntil.segment()));
                return;
            }
            Segment.truncate(directory, goodUntil.segment(), goodUntil.offset());
        } catch (IOException e) {
            LOG.warnf("segment %d of the journal ends with a torn record: %s", goodUntil.segment(), e);
        }
        startSegment();
    }

    private void startSegment() {
        closeSegment();
        end = new Pointer(end.segment() + 1, 0, 0);
    }

    private void closeSegment() {
        var open = channel;
        channel = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                LOG.warnf("a segment of the journal could not be closed: %s", e);
            }
        }
    }

    private static void fail(Append append, Exception why) {
        append.onFailure().run();
        append.done().completeExceptionally(why);
    }
}
