package continuity.cli.local;

import continuity.cli.terminal.CommandFailed;
import continuity.cli.terminal.ExitCode;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code stage}: the last step but one of a build, see {@link Stage}; then comes {@link TrainCommand}. */
@Command(name = "stage", hidden = true, description = "Gather what the build has packaged.")
public final class StageCommand implements Callable<Integer> {

    @Parameters(paramLabel = "CHECKOUT")
    private Path home = Path.of("");

    @Override
    public Integer call() {
        try {
            new Stage(home.toAbsolutePath().normalize()).make();
            return ExitCode.DONE;
        } catch (UncheckedIOException e) {
            throw CommandFailed.because("The build cannot be gathered: " + e.getCause());
        }
    }
}
