package continuity.cli.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Who listens on a TCP port of this machine, as far as this user may know.
 *
 * @param process empty when the system tells no more than that it is another user's
 * @param name of its program, as in {@code nginx}
 * @param directory where it works, empty when that cannot be known
 */
public record PortOwner(Optional<ProcessHandle> process, String name, Optional<Path> directory) {

    private static final String ANOTHER_USERS = "another user's process";

    /** Empty when nobody listens there, and when this system does not say who it is. */
    public static Optional<PortOwner> of(int port) {
        var processes = Path.of("/proc");
        return Files.isReadable(processes.resolve("net/tcp"))
                ? new ListeningSockets(processes).ownerOf(port)
                : OpenFiles.ownerOf(port);
    }

    static PortOwner anotherUsers() {
        return new PortOwner(Optional.empty(), ANOTHER_USERS, Optional.empty());
    }

    /** As in "nginx, process 4711". */
    @Override
    public String toString() {
        return process.map(it -> "%s, process %d".formatted(name, it.pid())).orElse(name);
    }

    static Optional<Path> target(Path link) {
        try {
            return Optional.of(Files.readSymbolicLink(link));
        } catch (IOException | SecurityException notOurs) {
            return Optional.empty();
        }
    }
}
