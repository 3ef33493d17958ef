package continuity.resume.fold;

/** Which fold wrote a stored state; a release never writes over the state of a later one. */
public final class FoldVersion {

    /** Raised with every change of what is read from a record or how it is kept. */
    public static final int CURRENT = 11;

    private FoldVersion() {}
}
