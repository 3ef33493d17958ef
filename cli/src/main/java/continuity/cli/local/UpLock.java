package continuity.cli.local;

import continuity.cli.terminal.CommandFailed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;

/** One launcher per data directory. The operating system gives the lock back when its holder dies, however it dies. */
public final class UpLock implements AutoCloseable {

    private final DataDirectory data;
    private final FileChannel channel;

    private UpLock(DataDirectory data, FileChannel channel) {
        this.data = data;
        this.channel = channel;
    }

    /** @throws CommandFailed naming the process that holds it */
    public static UpLock take(DataDirectory data) {
        try {
            var channel = FileChannel.open(
                    data.lock(), Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE), PrivateFiles.OWNER_ONLY);
            if (!lock(channel)) {
                channel.close();
                throw CommandFailed.because(
                        "Continuity already runs with the data in %s (process %s); stop it first: ./continuity down"
                                .formatted(
                                        data.root(),
                                        Files.readString(data.lock()).strip()));
            }
            channel.truncate(0);
            var pid = Long.toString(ProcessHandle.current().pid());
            channel.write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.US_ASCII)));
            return new UpLock(data, channel);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The launcher that runs with this data, whatever has become of its records. */
    static Optional<ProcessHandle> holder(DataDirectory data) {
        if (Files.notExists(data.lock())) {
            return Optional.empty();
        }
        try (var channel = FileChannel.open(data.lock(), StandardOpenOption.WRITE)) {
            return lock(channel)
                    ? Optional.empty()
                    : Optional.of(Files.readString(data.lock()).strip())
                            .filter(pid -> pid.matches("\\d{1,18}"))
                            .flatMap(pid -> ProcessHandle.of(Long.parseLong(pid)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The directory that is locked. */
    public DataDirectory data() {
        return data;
    }

    private static boolean lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException heldByThisProcess) {
            return false;
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
