package continuity.missioncontrol.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Keeps records until they are {@link #delivered}, across crashes of the process and of the machine.
 *
 * <p>Life: {@link #open}, {@link #replay} once, then {@link #append}, {@link #read} and {@link #delivered} from any
 * thread, {@link #close}. Only pointers are held in memory. A record whose append has completed is on disk; one that
 * was torn by a crash was never confirmed and is cut off at the next start.
 */
public final class Journal implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Journal.class);

    private final Path directory;
    private final JournalLimits limits;
    private final PositionFile positionFile;
    private final List<Long> olderSegments;
    private final JournalWriter writer;
    private final ConcurrentSkipListSet<Pointer> pending = new ConcurrentSkipListSet<>();
    private final AtomicLong pendingCount = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong damaged = new AtomicLong();
    private final AtomicBoolean closed = new AtomicBoolean();

    private Journal(Path directory, JournalLimits limits, List<Long> olderSegments) throws IOException {
        this.directory = directory;
        this.limits = limits;
        this.positionFile = new PositionFile(directory);
        this.olderSegments = olderSegments;
        for (var segment : olderSegments) {
            bytes.addAndGet(Segment.size(directory, segment));
        }
        var first = olderSegments.isEmpty() ? 1 : olderSegments.getLast() + 1;
        this.writer = new JournalWriter(directory, limits.segmentBytes(), first);
    }

    /**
     * Opens the journal in {@code directory}, which is made if need be and then is readable by its owner only.
     *
     * @throws UncheckedIOException if the directory cannot be used
     */
    public static Journal open(Path directory, JournalLimits limits) {
        try {
            OwnerOnly.directory(directory);
            try (Stream<Path> files = Files.list(directory)) {
                var segments = files.filter(Segment::isSegment)
                        .map(Segment::numberOf)
                        .sorted()
                        .toList();
                return new Journal(directory, limits, new ArrayList<>(segments));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the journal directory " + directory + " cannot be used", e);
        }
    }

    /** What {@link #replay} shows of the past. */
    public interface Replay {

        /** A record that was delivered before; shown so that the reader can rebuild what it knew. */
        void delivered(byte[] record);

        /** A record that must be delivered, perhaps for the second time. */
        void undelivered(Pointer pointer, byte[] record);
    }

    /** Shows everything that is still on disk from before this start, in the order of writing. */
    public void replay(Replay replay) {
        var position = positionFile.read();
        for (var segment : olderSegments) {
            try {
                var scan = Segment.scan(directory, segment, (pointer, record) -> {
                    if (pointer.compareTo(position) < 0) {
                        replay.delivered(record);
                    } else {
                        pending.add(pointer);
                        pendingCount.incrementAndGet();
                        replay.undelivered(pointer, record);
                    }
                });
                if (!scan.isWhole()) {
                    cut(segment, scan);
                }
            } catch (IOException e) {
                damaged.incrementAndGet();
                LOG.errorf(e, "segment %d of the journal cannot be read and is left as it is", segment);
            }
        }
    }

    /** A torn tail is only possible in the newest segment; anything unreadable before it is damage, and counted. */
    private void cut(long segment, Segment.Scan scan) throws IOException {
        if (segment == olderSegments.getLast()) {
            LOG.infof("cut %d torn bytes off the end of the journal", scan.size() - scan.end());
            Segment.truncate(directory, segment, scan.end());
            bytes.addAndGet(scan.end() - scan.size());
        } else {
            damaged.incrementAndGet();
            LOG.errorf(
                    "segment %d of the journal is damaged: %d bytes after offset %d are lost",
                    segment, scan.size() - scan.end(), scan.end());
        }
    }

    /**
     * Appends a record.
     *
     * @param onDurable told where the record stands, in the order of the calls of this method, before the future
     *     completes
     * @return completes when the record is on disk; fails with {@link JournalFull} or with the disk's failure, and then
     *     the record must be taken for lost
     */
    public CompletableFuture<Pointer> append(byte[] record, Consumer<Pointer> onDurable) {
        if (record.length < 1 || record.length > JournalLimits.MAX_RECORD_BYTES) {
            throw new IllegalArgumentException("a record of " + record.length + " bytes");
        }
        var size = Segment.HEADER_BYTES + record.length;
        var total = bytes.addAndGet(size);
        if (total > limits.totalBytes()) {
            bytes.addAndGet(-size);
            return CompletableFuture.failedFuture(new JournalFull(total, limits.totalBytes()));
        }
        return writer.append(
                record,
                pointer -> {
                    pending.add(pointer);
                    pendingCount.incrementAndGet();
                    onDurable.accept(pointer);
                },
                () -> bytes.addAndGet(-size));
    }

    /** @throws UncheckedIOException if the record is no longer readable */
    public byte[] read(Pointer pointer) {
        try {
            return Segment.read(directory, pointer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The record need not be delivered again. */
    public void delivered(Pointer pointer) {
        if (pending.remove(pointer)) {
            pendingCount.decrementAndGet();
        }
    }

    /**
     * Writes down how far delivery has come and deletes what is behind; to be called about once a second.
     *
     * <p>The newest delivered segment stays: the links between the hooks of a session are rebuilt from it.
     */
    public synchronized void keepPosition() {
        try {
            var end = writer.end();
            var oldest = pending.isEmpty() ? end : pending.first();
            positionFile.write(oldest);
            for (var segment : segmentsBefore(Math.min(oldest.segment(), end.segment()) - 1)) {
                var size = Segment.size(directory, segment);
                Files.delete(Segment.file(directory, segment));
                bytes.addAndGet(-size);
            }
        } catch (IOException e) {
            LOG.warnf("the journal's position could not be kept (%s); nothing is lost, some may be repeated", e);
        }
    }

    private List<Long> segmentsBefore(long limit) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(Segment::isSegment)
                    .map(Segment::numberOf)
                    .filter(segment -> segment < limit)
                    .sorted()
                    .toList();
        }
    }

    /** Number of records that are not delivered. */
    public long depth() {
        return pendingCount.get();
    }

    /** Size on disk. */
    public long bytes() {
        return bytes.get();
    }

    /** Number of segments that could not be read whole at start. */
    public long damagedSegments() {
        return damaged.get();
    }

    /** Writes what was accepted, then the position. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            writer.close();
            keepPosition();
        }
    }
}
