package continuity.cli.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * How to start a child as a process of its own.
 *
 * @param name what people call it
 * @param environment all that it gets: nothing is inherited
 * @param directory where it runs
 * @param ready tells when it can be used
 */
public record ChildDefinition(
        String name,
        List<String> command,
        Map<String, String> environment,
        Path directory,
        LogFile log,
        ReadyCheck ready)
        implements Child.Starter {

    public ChildDefinition {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }

    @Override
    public Child start() throws StartFailed {
        return ChildProcess.start(this);
    }
}
