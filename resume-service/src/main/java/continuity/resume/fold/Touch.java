package continuity.resume.fold;

/** A tool did something to a file, or removed a whole directory. */
public record Touch(String path, Kind kind) {

    /** What was done. */
    public enum Kind {
        CREATED,
        MODIFIED,
        /** A command line wrote it, whether it was there before or not. */
        SHELL_WRITTEN,
        /** A command line added to it, or edited it in place. */
        SHELL_MODIFIED,
        DELETED,
        /** A directory with all that was in it. */
        TREE_DELETED;

        boolean isOfShell() {
            return this == SHELL_WRITTEN || this == SHELL_MODIFIED;
        }
    }
}
