package continuity.bench.resume.desk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Tells how a directory stands by looking at it, whatever anybody says. */
final class Oracle {

    private final Shell shell;

    Oracle(Shell shell) {
        this.shell = shell;
    }

    /**
     * A directory at one moment.
     *
     * @param contents by path from that directory
     * @param branch null when none is checked out, and without git
     * @param head null before the first commit, and without git
     */
    record Sight(
            Map<String, String> contents,
            @Nullable String branch,
            @Nullable String head,
            SortedSet<String> uncommitted) {}

    /** @param written files that count even where git ignores them, as it does what programs leave behind */
    Sight look(Path directory, Collection<String> written) {
        if (!isRepository(directory)) {
            return new Sight(contents(directory, everything(directory)), null, null, new TreeSet<>());
        }
        var listed = shell.git(directory, "ls-files", "-z", "--cached", "--others", "--exclude-standard");
        return new Sight(
                contents(directory, Stream.concat(Stream.of(listed.split("\0", -1)), written.stream())),
                orNull(shell.askGit(directory, "symbolic-ref", "--quiet", "--short", "HEAD")),
                orNull(shell.askGit(directory, "rev-parse", "--verify", "--quiet", "HEAD")),
                uncommitted(shell.git(directory, "status", "--porcelain", "-z", "-uall")));
    }

    private static boolean isRepository(Path directory) {
        return Files.exists(directory.resolve(".git"));
    }

    /** What became of each file between two moments. */
    static SortedMap<String, String> changes(Map<String, String> before, Map<String, String> now) {
        var changes = new TreeMap<String, String>();
        now.forEach((path, content) -> {
            var old = before.get(path);
            if (old == null) {
                changes.put(path, "created");
            } else if (!old.equals(content)) {
                changes.put(path, "modified");
            }
        });
        before.keySet().stream().filter(path -> !now.containsKey(path)).forEach(path -> changes.put(path, "deleted"));
        return changes;
    }

    /** Paths in git's shortest words: two letters, a blank, the path; after a rename or copy the old path. */
    private static SortedSet<String> uncommitted(String status) {
        var paths = new TreeSet<String>();
        var entries = status.split("\0", -1);
        for (int i = 0; i < entries.length; i++) {
            var entry = entries[i];
            if (!entry.isEmpty()) {
                paths.add(entry.substring(3));
                if (entry.charAt(0) == 'R' || entry.charAt(0) == 'C') {
                    i++;
                }
            }
        }
        return paths;
    }

    private static Stream<String> everything(Path directory) {
        try (var files = Files.walk(directory)) {
            return files
                    .filter(Files::isRegularFile)
                    .map(file -> directory.relativize(file).toString())
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, String> contents(Path directory, Stream<String> paths) {
        var contents = new HashMap<String, String>();
        paths.filter(path -> Files.isRegularFile(directory.resolve(path)))
                .forEach(path -> contents.put(path, content(directory.resolve(path))));
        return contents;
    }

    /** One character for each byte, so that any file can be compared. */
    private static String content(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static @Nullable String orNull(String printed) {
        return printed.isBlank() ? null : printed.strip();
    }
}
