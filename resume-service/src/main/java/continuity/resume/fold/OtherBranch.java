package continuity.resume.fold;

import continuity.contracts.WorkState;
import org.jspecify.annotations.Nullable;

/**
 * A branch that the work committed to and left, and that is in no other branch that it knows.
 *
 * @param newest its newest commit, null if nobody told which that is
 */
public record OtherBranch(String name, WorkState.@Nullable Commit newest) {}
