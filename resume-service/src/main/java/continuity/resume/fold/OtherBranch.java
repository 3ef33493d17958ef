package continuity.resume.fold;

import continuity.contracts.WorkState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A branch that the work committed to and left, and that is in no other branch that it knows.
 *
 * @param committedAt when it was last committed to
 * @param newest its newest commit, null if nobody told which that is
 */
public record OtherBranch(String name, Instant committedAt, WorkState.@Nullable Commit newest) {}
