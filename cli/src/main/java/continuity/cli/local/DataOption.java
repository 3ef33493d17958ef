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

    /** True when the user has to name the directory again for the next command to find it. */
    boolean isGiven() {
        return directory != null;
    }

    private static Path chosenBy(Map<String, String> environment) {
        var chosen = environment.getOrDefault("CONTINUITY_DATA", "");
        var home = environment.getOrDefault("HOME", System.getProperty("user.home"));
        return chosen.isEmpty() ? Path.of(home, ".continuity") : Path.of(chosen);
    }
}
