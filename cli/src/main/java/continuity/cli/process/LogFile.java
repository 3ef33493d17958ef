package continuity.cli.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/** What one process writes to its standard output and error: appended to, one older generation is kept. */
public record LogFile(Path path) {

    /** Size in bytes above which a start begins a new file. */
    public static final long ROTATE_ABOVE = 10L << 20;

    private static final long TAIL_BYTES = 64L << 10;

    /** Makes the file, readable by its owner only, and moves a big one aside first. */
    public void prepare() {
        try {
            if (size() > ROTATE_ABOVE) {
                Files.move(path, older(), StandardCopyOption.REPLACE_EXISTING);
            }
            if (!Files.exists(path)) {
                var ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
                Files.createFile(path, ownerOnly);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** In bytes; 0 while there is no such file. */
    public long size() {
        return path.toFile().length();
    }

    /** Everything written since the file was {@code offset} bytes long. */
    public String since(long offset) {
        try (var channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.position(offset);
            return new String(Channels.newInputStream(channel).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The last lines written since the file was {@code offset} bytes long. */
    public List<String> tail(long offset, int lines) {
        var all = since(Math.max(offset, size() - TAIL_BYTES)).lines().toList();
        return all.subList(Math.max(0, all.size() - lines), all.size());
    }

    private Path older() {
        return path.resolveSibling(path.getFileName() + ".1");
    }
}
