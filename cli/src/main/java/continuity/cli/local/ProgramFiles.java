package continuity.cli.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.regex.Pattern;

/** Directories of programs that are written once and never changed, so that copies may share their bytes. */
final class ProgramFiles {

    private static final Pattern BUILD = Pattern.compile("[0-9a-f]{%d}".formatted(Stage.HASH_DIGITS));

    private ProgramFiles() {}

    /** Makes {@code copy} hold every file of {@code original}; what it has already is kept. */
    static void link(Path original, Path copy) {
        try (var paths = Files.walk(original)) {
            for (var path : (Iterable<Path>) paths::iterator) {
                var target = copy.resolve(original.relativize(path).toString());
                if (Files.isDirectory(path)) {
                    PrivateFiles.createDirectory(target);
                } else if (Files.notExists(target)) {
                    linkFile(path, target);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** On another file system a copy with the same time, by which a JVM recognises what its cache was made for. */
    private static void linkFile(Path file, Path target) throws IOException {
        try {
            Files.createLink(target, file);
        } catch (IOException | UnsupportedOperationException noLinks) {
            var partial = target.resolveSibling(target.getFileName() + ".partial");
            Files.copy(file, partial, StandardCopyOption.COPY_ATTRIBUTES, StandardCopyOption.REPLACE_EXISTING);
            Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    /** Deletes the directories beside this one that hold other builds, told by their names. */
    static void deleteOthers(Path kept) {
        var parent = kept.resolveSibling("");
        if (Files.isSymbolicLink(parent)) {
            return; // somebody else's directory, perhaps
        }
        try (var siblings = Files.list(parent)) {
            siblings.filter(sibling -> !sibling.getFileName().equals(kept.getFileName()))
                    .filter(sibling ->
                            BUILD.matcher(sibling.getFileName().toString()).matches())
                    .filter(sibling -> Files.isDirectory(sibling, LinkOption.NOFOLLOW_LINKS))
                    .forEach(PrivateFiles::deleteTree);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
