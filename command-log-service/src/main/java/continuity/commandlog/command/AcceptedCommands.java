package continuity.commandlog.command;

import continuity.commandlog.Rejection;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.UUID;

/** The answer to logged commands: those that are durable now, and those that will never be. */
@RegisterForReflection
public record AcceptedCommands(List<Accepted> accepted, List<Rejection> rejected) {

    @RegisterForReflection
    public record Accepted(UUID commandId) {}
}
