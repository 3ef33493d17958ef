package continuity.commandlog.archive;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** Files that only their owner reads, and that are there after a loss of power once a method has returned. */
final class PrivateFiles {

    private static final FileAttribute<?>[] FILE = mode("rw-------");
    private static final FileAttribute<?>[] DIRECTORY = mode("rwx------");

    private PrivateFiles() {}

    private static FileAttribute<?>[] mode(String permissions) {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    static void createDirectories(Path directory) throws IOException {
        Files.createDirectories(directory, DIRECTORY);
    }

    /** An empty file, which must not be there yet. */
    static void create(Path file) throws IOException {
        Files.createFile(file, FILE);
    }

    /** Both in the same directory. */
    static void replace(Path file, Path by) throws IOException {
        Files.move(by, file, StandardCopyOption.ATOMIC_MOVE);
        flush(directoryOf(file));
    }

    static void delete(Path file) throws IOException {
        if (Files.deleteIfExists(file)) {
            flush(directoryOf(file));
        }
    }

    static void write(Path file, byte[] content) throws IOException {
        var aside = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(aside);
        create(aside);
        Files.write(aside, content, StandardOpenOption.WRITE, StandardOpenOption.DSYNC);
        replace(file, aside);
    }

    /** What was created, renamed and deleted in it. */
    static void flush(Path directory) throws IOException {
        try (var channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static Path directoryOf(Path file) {
        return file.toAbsolutePath().resolveSibling("");
    }
}
