package continuity.resume.packet;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What another instance of the project has done since, where the work is to go on.
 *
 * @param hostMachine null when unknown, like {@code directory}
 * @param branch that both are known to be on; null when they are not
 * @param files that both have touched, by their path below the directory that each works in
 * @param at time of its newest work
 * @param source the record of that work
 */
public record OtherWork(
        String instanceId,
        @Nullable String hostMachine,
        @Nullable String directory,
        @Nullable String branch,
        List<String> files,
        Instant at,
        String source) {}
