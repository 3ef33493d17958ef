package continuity.resume.fold;

import org.jspecify.annotations.Nullable;

/**
 * Where a run works.
 *
 * @param machine null while unknown
 * @param directory null while unknown
 */
public record Location(@Nullable String machine, @Nullable String directory) {

    /** Whether its files are others, as far as is known: on another machine, or in another worktree or clone. */
    public boolean isElsewhere(Location other) {
        return isOtherMachine(other) || new PathMap(directory, other.directory).movesAway();
    }

    boolean isOtherMachine(Location other) {
        return machine != null && other.machine != null && !machine.equals(other.machine);
    }

    /** Whether the file lies in the directory, or may. */
    boolean holds(String path) {
        return directory == null || !new PathMap(directory, null).leavesOut(path);
    }
}
