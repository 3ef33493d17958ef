package continuity.cli.local;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option {@code --data}, shared by the commands. */
public final class DataOption {

    @Option(names = "--data", paramLabel = "DIR", description = "Data directory (CONTINUITY_DATA, else ~/.continuity).")
    private @Nullable Path directory;

    public DataDirectory directory() {
        var environment = System.getenv();
        return new DataDirectory(directory != null ? directory : chosenBy(environment));
    }

    /** That of a demo: unless it was given, never one that real data may be in. */
    DataDirectory demoDirectory() {
        return new DataDirectory(directory != null ? directory : home().resolve(".continuity-demo"));
    }

    /** The option, with a space before it, if the next command needs it as well to find the directory; else empty. */
    public String again() {
        return directory == null ? "" : " " + directory().option();
    }

    private static Path chosenBy(Map<String, String> environment) {
        var chosen = environment.getOrDefault("CONTINUITY_DATA", "");
        return chosen.isEmpty() ? home().resolve(".continuity") : Path.of(chosen);
    }

    private static Path home() {
        return Path.of(System.getenv().getOrDefault("HOME", System.getProperty("user.home")));
    }
}
