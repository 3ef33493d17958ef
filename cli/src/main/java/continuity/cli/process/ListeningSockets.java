package continuity.cli.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Linux: the table of TCP sockets names an inode, and the process that has it open is the owner. */
record ListeningSockets(Path proc) {

    private static final String LISTENING = "0A";
    private static final int ADDRESS = 1;
    private static final int STATE = 3;
    private static final int INODE = 9;

    Optional<PortOwner> ownerOf(int port) {
        return Stream.of("net/tcp", "net/tcp6")
                .flatMap(table -> lines(proc.resolve(table)))
                .map(line -> line.strip().split("\\s+"))
                .filter(socket -> socket.length > INODE && isListening(socket, port))
                .map(socket -> holder("socket:[%s]".formatted(socket[INODE])))
                .findFirst();
    }

    private static boolean isListening(String[] socket, int port) {
        return socket[STATE].equals(LISTENING) && socket[ADDRESS].endsWith(":%04X".formatted(port));
    }

    private PortOwner holder(String socket) {
        return ProcessHandle.allProcesses()
                .filter(process -> holds(process, socket))
                .findFirst()
                .map(this::owner)
                .orElseGet(PortOwner::anotherUsers);
    }

    private boolean holds(ProcessHandle process, String socket) {
        try (var open = Files.list(directory(process).resolve("fd"))) {
            return open.anyMatch(descriptor ->
                    PortOwner.target(descriptor).map(Path::toString).stream().anyMatch(socket::equals));
        } catch (IOException | RuntimeException notOursOrGone) {
            return false;
        }
    }

    private PortOwner owner(ProcessHandle process) {
        var name = lines(directory(process).resolve("comm")).findFirst().orElse("unknown program");
        return new PortOwner(
                Optional.of(process), name, PortOwner.target(directory(process).resolve("cwd")));
    }

    private Path directory(ProcessHandle process) {
        return proc.resolve(Long.toString(process.pid()));
    }

    private static Stream<String> lines(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1).lines();
        } catch (IOException notThere) {
            return Stream.empty();
        }
    }
}
