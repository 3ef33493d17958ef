package continuity.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Unless it is asked to, nothing listens where another machine could reach it. */
@OnSharedSystem
@EnabledOnOs(value = OS.LINUX, disabledReason = "the listening sockets are read from /proc/net")
class LoopbackOnlyIT {

    private static final List<Integer> OFFSETS = List.of(0, 1, 2, 3, 4, 32, 92, 93, 94);

    private final LocalSystem system;

    LoopbackOnlyIT(LocalSystem system) {
        this.system = system;
    }

    @Test
    void everyListeningSocketOfEveryProcessIsOnTheLoopbackAddress() {
        var sockets = ListeningSockets.of(system.processes());

        assertThat(sockets).extracting(InetSocketAddress::getPort).containsAll(ports());
        assertThat(sockets).allMatch(socket -> socket.getAddress().isLoopbackAddress());
    }

    /** The search would find one. */
    @Test
    void aSocketBeyondLoopbackWouldBeSeen() throws Exception {
        try (var open = new ServerSocket(0)) {
            assertThat(ListeningSockets.of(List.of(ProcessHandle.current())))
                    .contains(new InetSocketAddress(InetAddress.ofLiteral("::"), open.getLocalPort()));
        }
    }

    private List<Integer> ports() {
        return OFFSETS.stream().map(offset -> system.portBase() + offset).toList();
    }
}
