package continuity.cli.terminal;

/** A command that ends without success for a reason the user can act on: the message says it, and the way out. */
public final class CommandFailed extends RuntimeException {

    private final int exitCode;

    public CommandFailed(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    public static CommandFailed because(String message) {
        return new CommandFailed(ExitCode.FAILED, message);
    }

    /** One of {@link ExitCode}. */
    public int exitCode() {
        return exitCode;
    }
}
