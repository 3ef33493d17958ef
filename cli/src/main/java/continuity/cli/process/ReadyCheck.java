package continuity.cli.process;

/** Tells whether a started child can be used; asked again and again until it says so. */
@FunctionalInterface
public interface ReadyCheck {

    /** The child says so itself, by printing this line. */
    static ReadyCheck prints(String line) {
        return child -> child.printed().lines().anyMatch(line::equals);
    }

    boolean isReady(ChildProcess child);
}
