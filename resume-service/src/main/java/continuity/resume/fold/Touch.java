package continuity.resume.fold;

/** A tool did something to a file, or removed a whole directory. */
public record Touch(String path, Kind kind) {

    /** What was done. */
    public enum Kind {
        CREATED,
        /** Created, or written over: nobody said whether it was there before. */
        WRITTEN,
        MODIFIED,
        DELETED,
        /** A directory with all that was in it. */
        TREE_DELETED
    }
}
