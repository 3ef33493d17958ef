package continuity.cli.process;

import java.time.Duration;

/** Something that has been started and runs until it ends or is stopped. */
public interface Child {

    /** Starts one; it may become ready later. Asked again after each end. */
    @FunctionalInterface
    interface Starter {
        Child start() throws StartFailed;
    }

    ProcessIdentity identity();

    /** Waits until it can be used. */
    void awaitReady() throws StartFailed, InterruptedException;

    /** Waits until it is gone and says how it ended, as in "registry {@code ended with exit code 1}". */
    String awaitEnd() throws InterruptedException;

    /** Asks it to end; when it has not ended within {@code patience} it is killed. */
    void stop(Duration patience);
}
