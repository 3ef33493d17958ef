package continuity.cli.terminal;

/** The exit codes that scripts rely on. */
public final class ExitCode {
    public static final int DONE = 0;
    public static final int FAILED = 1;
    public static final int USAGE = 2;
    public static final int NOT_REACHABLE = 3;
    /** Several instances fit; they were printed. */
    public static final int AMBIGUOUS = 4;

    private ExitCode() {}
}
