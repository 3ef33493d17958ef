package continuity.resume.fold;

/**
 * A command did something to a file, to all files in a directory, or to what git knows of them.
 *
 * @param path absolute where that is known; {@link #ANYWHERE} for all files; of branches their name
 */
public record Touch(String path, Kind kind) {

    static final String ANYWHERE = "*";

    /** Stands for the name of the branch that was checked out before. */
    static final String PREVIOUS = "-";

    /** What was done. */
    public enum Kind {
        CREATED,
        MODIFIED,
        /** A command line wrote it, whether it was there before or not. */
        SHELL_WRITTEN,
        /** A command line added to it, or edited it in place. */
        SHELL_MODIFIED,
        DELETED,
        /** It has another name now. */
        RENAMED,
        /** A directory with all that was in it. */
        TREE_DELETED,

        /** What had changed will be in the next commit. */
        STAGED,
        /** The same, unless git did not know the file yet. */
        TRACKED_STAGED,
        UNSTAGED,
        /** What was staged is in a new commit. */
        COMMITTED,
        /** What was staged is in the newest commit, which is made anew. */
        AMENDED,
        /** The newest commit is undone; what was in it is staged. */
        UNCOMMITTED,
        /** As it was staged, or else as in the newest commit; a file that git did not know stays. */
        RESTORED,
        /** As in the newest commit; a file that git did not know stays. */
        RESET,
        /** As in the newest commit, and what had changed is put by. */
        STASHED,
        /** What was put by last is back. */
        UNSTASHED,
        /** Files that git does not know are gone. */
        CLEANED,

        /** Another branch, whose name stands for the path, is checked out. */
        SWITCHED,
        /** The same, and it begins here. */
        BRANCHED,
        /** What that branch has, the one that is checked out has too. */
        MERGED,
        /** The commits of the branch that is checked out are other ones now. */
        REBASED,

        /** Git found no repository. */
        NO_REPOSITORY,
        /** Git leaves out what a rule means, which stands for the path. */
        IGNORED,

        /** {@code git status} showed a file that is in no commit. */
        SHOWN_NEW,
        SHOWN_MODIFIED,
        SHOWN_DELETED,
        /**
         * {@code git status} showed all that had changed, and did not show the file; or it is known to be committed.
         */
        CLEAN;

        boolean isOfShell() {
            return this == SHELL_WRITTEN || this == SHELL_MODIFIED;
        }

        /** Whether something was done to one file itself. */
        boolean isEdit() {
            return compareTo(RENAMED) <= 0;
        }

        /** Whether files are other than they were. */
        boolean isWork() {
            return isEdit() || this == TREE_DELETED;
        }

        /** Whether there was no such file before. */
        boolean makes() {
            return this == CREATED || this == SHELL_WRITTEN || this == SHOWN_NEW;
        }

        boolean removes() {
            return this == DELETED || this == RENAMED || this == SHOWN_DELETED;
        }

        boolean commits() {
            return this == COMMITTED || this == AMENDED;
        }

        /** Whether it is about commits and branches rather than files. */
        boolean isOfHistory() {
            return commits()
                    || switch (this) {
                        case UNCOMMITTED, SWITCHED, BRANCHED, MERGED, REBASED -> true;
                        default -> false;
                    };
        }

        boolean switches() {
            return this == SWITCHED || this == BRANCHED;
        }

        /** Whether it is no harm if it has not happened: the next command of its kind would tell. */
        boolean isLenient() {
            return this == STAGED || this == TRACKED_STAGED || commits() || switches();
        }
    }

    boolean covers(String file) {
        return path.equals(ANYWHERE) || path.equals(file) || FilePath.isWithin(file, path);
    }
}
