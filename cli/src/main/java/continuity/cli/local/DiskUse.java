package continuity.cli.local;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How much of the disk files and directories really take: Kafka's files have holes, so their lengths add up to more.
 */
public final class DiskUse {

    private static final long UNIT = 1024;

    private DiskUse() {}

    /**
     * In bytes, as {@code du} counts them; without those that are not there or cannot be read. Links are not followed.
     */
    public static Map<Path, Long> of(Collection<Path> paths) {
        var there = paths.stream()
                .filter(path -> Files.exists(path, LinkOption.NOFOLLOW_LINKS))
                .toList();
        return there.isEmpty() ? Map.of() : parse(run(there));
    }

    private static List<String> run(List<Path> paths) {
        var command = new ArrayList<>(List.of("du", "-sk", "--"));
        paths.forEach(path -> command.add(path.toAbsolutePath().toString()));
        try {
            var du = new ProcessBuilder(command)
                    .redirectInput(new File("/dev/null"))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return new String(du.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        } catch (IOException noSuchProgram) {
            return List.of();
        }
    }

    private static Map<Path, Long> parse(List<String> lines) {
        return lines.stream()
                .map(line -> line.split("\t", 2))
                .collect(Collectors.toMap(
                        columns -> Path.of(columns[1]), columns -> Long.parseLong(columns[0]) * UNIT, Long::sum));
    }
}
