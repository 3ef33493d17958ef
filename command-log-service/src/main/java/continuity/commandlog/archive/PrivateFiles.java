package continuity.commandlog.archive;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.UUID;

/** Files that only their owner reads, and that are there after a loss of power once a method has returned. */
final class PrivateFiles {

    /** How the name of a file ends that is to replace another. */
    static final String NEW = ".new";

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

    /** Unless it is there; what it is to lie in must be. */
    static void createDirectory(Path directory) throws IOException {
        try {
            Files.createDirectory(directory, DIRECTORY);
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(directory)) {
                throw e;
            }
        }
    }

    /** An empty file, which must not be there yet. */
    static void create(Path file) throws IOException {
        Files.createFile(file, FILE);
    }

    /** Where what is to replace a file is written; two who do so at once do not meet. */
    static Path aside(Path file) {
        return file.resolveSibling(file.getFileName() + "." + UUID.randomUUID() + NEW);
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
        var aside = aside(file);
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
