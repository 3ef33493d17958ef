package continuity.resume.packet;

import continuity.contracts.WorkState;
import continuity.resume.fold.Observation;
import continuity.resume.fold.Seen;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where the work is to go on; null where the caller did not say.
 *
 * @param project the caller's own
 * @param git what git said there, to the very agent that goes on
 */
public record Destination(
        @Nullable String hostMachine,
        @Nullable String workingDirectory,
        @Nullable String project,
        @Nullable Seen<Observation> git) {

    /** Nobody has said. */
    public static final Destination UNKNOWN = new Destination(null, null, null, null);

    /**
     * Whether the caller works on something else: under another project's name, and with no commit in common. Then its
     * directory is not where that work's files are.
     */
    boolean isOtherProject(WorkState work) {
        return project != null && !project.equals(work.environment().project()) && !sharesCommits(work.git());
    }

    private boolean sharesCommits(WorkState.Git then) {
        return git != null && commits(then).anyMatch(git.value()::shows);
    }

    private static Stream<String> commits(WorkState.Git git) {
        return Stream.concat(
                Stream.ofNullable(git.head()), git.recentCommits().stream().map(WorkState.Commit::hash));
    }
}
