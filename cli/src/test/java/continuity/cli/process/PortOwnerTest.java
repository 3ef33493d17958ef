package continuity.cli.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class PortOwnerTest {

    private static final long ME = ProcessHandle.current().pid();

    @Test
    @EnabledOnOs(OS.LINUX)
    void whoListensIsNamedWithProcessAndDirectory() throws IOException {
        try (var port = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var owner = PortOwner.of(port.getLocalPort()).orElseThrow();

            assertThat(owner).hasToString("java, process " + ME);
            assertThat(owner.directory()).contains(Path.of("").toAbsolutePath());
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aPortThatNobodyListensOnHasNoOwner() throws IOException {
        int port;
        try (var closedAtOnce = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = closedAtOnce.getLocalPort();
        }

        assertThat(PortOwner.of(port)).isEmpty();
    }

    @Test
    void aProcessThatMayNotBeSeenIsAnotherUsers() {
        assertThat(PortOwner.anotherUsers()).hasToString("another user's process");
    }

    @Test
    void theAnswerOfLsofIsUnderstood() {
        assertThat(OpenFiles.parse(List.of("p" + ME, "cnginx", "f6", "p1", "cinit")))
                .hasValueSatisfying(owner -> assertThat(owner).hasToString("nginx, process " + ME));
        assertThat(OpenFiles.parse(List.of())).isEmpty();
    }
}
