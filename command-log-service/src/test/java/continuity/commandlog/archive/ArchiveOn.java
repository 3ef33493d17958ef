package continuity.commandlog.archive;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The service with an archive, in which nothing happens but what a test asks for. */
public final class ArchiveOn implements QuarkusTestProfile {

    static final String DIRECTORY = "continuity.archive.directory";

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                DIRECTORY,
                temporary().toString(),
                "continuity.archive.every",
                "off",
                "continuity.commands-topic.trim-every",
                "off");
    }

    private static Path temporary() {
        try {
            var directory = Files.createTempDirectory("continuity-archive-");
            directory.toFile().deleteOnExit();
            Files.createFile(directory.resolve(ArchiveDirectory.MARKER));
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
