package continuity.cli.process;

/** A child that did not become ready; the message ends with the last lines of its log. */
public final class StartFailed extends Exception {

    public StartFailed(String message) {
        super(message);
    }
}
