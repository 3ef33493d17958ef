package continuity.cli.client;

import continuity.cli.local.DataDirectory;
import continuity.cli.local.DataOption;
import continuity.cli.local.Part;
import continuity.cli.local.Ports;
import continuity.cli.local.RunFile;
import continuity.cli.terminal.CommandFailed;
import continuity.cli.terminal.ExitCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What the client commands have in common: whom to ask, with which token, and for whom the answer is. */
final class ApiOptions {

    private static final String USUAL_URL = "http://127.0.0.1:7700";

    @Mixin
    private DataOption data = new DataOption();

    @Option(
            names = "--port-base",
            paramLabel = "N",
            description = "First port of the system to ask, on this machine (default: that of the data directory).")
    private @Nullable Integer portBase;

    @Option(names = "--json", description = "The answer as it came, for programs.")
    private boolean json;

    boolean json() {
        return json;
    }

    ContinuityApi api() {
        return api(data.directory().token());
    }

    /** For what only an operator may do. */
    ContinuityApi operatorApi() {
        return api(data.directory().operatorToken());
    }

    private ContinuityApi api(Path token) {
        var environment = System.getenv();
        var url = portBase == null ? url(environment, data.directory()) : new Ports(portBase).url(Part.MISSION_CONTROL);
        return new ContinuityApi(url, token(environment, token), start());
    }

    private String start() {
        return "./continuity up" + whichSystem();
    }

    /** What has to be given again, for a command that is printed to find the same system. */
    String whichSystem() {
        return data.again() + (portBase == null ? "" : " --port-base " + portBase);
    }

    private static URI url(Map<String, String> environment, DataDirectory data) {
        var given = environment.getOrDefault("CONTINUITY_URL", "");
        if (given.isEmpty()) {
            return RunFile.read(data).map(RunFile::url).orElse(URI.create(USUAL_URL));
        }
        if (!given.matches("https?://[^\\s/]+/?")) {
            throw new CommandFailed(
                    ExitCode.USAGE, "CONTINUITY_URL must look like %s, not \"%s\".".formatted(USUAL_URL, given));
        }
        return URI.create(given);
    }

    private static String token(Map<String, String> environment, Path file) {
        var given = environment.getOrDefault("CONTINUITY_TOKEN", "");
        if (!given.isEmpty()) {
            return given;
        }
        try {
            if (Files.exists(file)) {
                return Files.readString(file).strip();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw CommandFailed.because(
                "There is no token: set CONTINUITY_TOKEN, or start a system here with ./continuity up"
                        + " (it writes %s).".formatted(file));
    }
}
