package continuity.systemtest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Where processes listen for TCP connections, as the Linux kernel tells it. */
final class ListeningSockets {

    private static final String LISTENS = "0A";
    private static final int LOCAL_ADDRESS = 1;
    private static final int STATE = 3;
    private static final int INODE = 9;

    private ListeningSockets() {}

    static Set<InetSocketAddress> of(Collection<ProcessHandle> processes) {
        var sockets =
                processes.stream().flatMap(process -> openFiles(process.pid())).collect(Collectors.toSet());
        return Stream.of("tcp", "tcp6")
                .flatMap(table -> lines(Path.of("/proc/net", table)))
                .map(line -> line.strip().split("\\s+", -1))
                .filter(socket -> socket[STATE].equals(LISTENS))
                .filter(socket -> sockets.contains("socket:[" + socket[INODE] + "]"))
                .map(socket -> address(socket[LOCAL_ADDRESS]))
                .collect(Collectors.toSet());
    }

    private static Stream<String> openFiles(long pid) {
        try (var files = Files.list(Path.of("/proc", Long.toString(pid), "fd"))) {
            return files.flatMap(ListeningSockets::target).toList().stream();
        } catch (IOException processHasEnded) {
            return Stream.empty();
        }
    }

    private static Stream<String> target(Path link) {
        try {
            return Stream.of(Files.readSymbolicLink(link).toString());
        } catch (IOException closedMeanwhile) {
            return Stream.empty();
        }
    }

    private static Stream<String> lines(Path table) {
        try {
            return Files.exists(table) ? Files.readAllLines(table).stream().skip(1) : Stream.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Four bytes at a time in the machine's own order, then the port. */
    private static InetSocketAddress address(String hex) {
        var parts = hex.split(":", 2);
        var words = ByteBuffer.wrap(HexFormat.of().parseHex(parts[0]));
        var address = ByteBuffer.allocate(words.capacity()).order(ByteOrder.nativeOrder());
        while (words.hasRemaining()) {
            address.putInt(words.getInt());
        }
        try {
            return new InetSocketAddress(InetAddress.getByAddress(address.array()), HexFormat.fromHexDigits(parts[1]));
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(hex, e);
        }
    }
}
