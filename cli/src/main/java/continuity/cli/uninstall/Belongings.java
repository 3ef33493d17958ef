package continuity.cli.uninstall;

import continuity.cli.local.DataDirectory;
import continuity.cli.local.DiskUse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What is ours below a data directory, by name. A symbolic link is not ours, whatever it is called: somebody else has
 * put it there. Links further down are removed and never followed.
 */
record Belongings(DataDirectory data) {

    /** Comes back by itself with the next start. */
    private static final List<String> INSTALLED =
            List.of("app", "postgres-programs", "logs", "postgres.log", "postgres.log.1", "run.json");

    /** Cannot be made again. The keys come last: they are how the directory is known to be ours. */
    private static final List<String> DATA = List.of(
            "postgres",
            "kafka",
            "journal",
            "archive",
            "tls",
            "header",
            "token",
            "operator-token",
            "demo",
            "keys",
            "up.lock");

    List<Path> installed() {
        return ours(INSTALLED).toList();
    }

    List<Path> userData() {
        return ours(DATA).toList();
    }

    /** Entries of the directory that are not removed. */
    List<Path> foreign() throws IOException {
        var ours = Stream.concat(ours(INSTALLED), ours(DATA)).toList();
        try (var entries = Files.list(data.root())) {
            return entries.filter(entry -> !ours.contains(entry)).sorted().toList();
        }
    }

    /** In bytes, as far as they can be measured. */
    static Map<Path, Long> sizes(List<Path> paths) {
        return DiskUse.of(paths);
    }

    private Stream<Path> ours(List<String> names) {
        return names.stream()
                .map(data.root()::resolve)
                .filter(path -> Files.exists(path, LinkOption.NOFOLLOW_LINKS))
                .filter(path -> !Files.isSymbolicLink(path));
    }
}
