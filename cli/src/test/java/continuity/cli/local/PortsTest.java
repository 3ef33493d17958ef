package continuity.cli.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import continuity.cli.terminal.CommandFailed;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class PortsTest {

    @Test
    void theUsualPortsAreTheDocumentedOnes() {
        var ports = new Ports(Ports.DEFAULT_BASE);

        assertThat(ports.of(Part.MISSION_CONTROL)).isEqualTo(7700);
        assertThat(ports.of(Part.REGISTRY)).isEqualTo(7701);
        assertThat(ports.of(Part.COMMAND_LOG)).isEqualTo(7702);
        assertThat(ports.of(Part.CHECKPOINT)).isEqualTo(7703);
        assertThat(ports.of(Part.RESUME)).isEqualTo(7704);
        assertThat(ports.of(Part.POSTGRES)).isEqualTo(7732);
        assertThat(ports.of(Part.KAFKA)).isEqualTo(7792);
        assertThat(ports.kafkaController()).isEqualTo(7793);
        assertThat(ports.kafkaBroker()).isEqualTo(7794);
    }

    @Test
    void aBusyPortIsNamedTogetherWithTheWayOut() throws IOException {
        try (var other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var ports = new Ports(other.getLocalPort() - Part.REGISTRY.portOffset());

            assertThatThrownBy(ports::requireFree)
                    .isInstanceOf(CommandFailed.class)
                    .hasMessageContaining("%d (for registry) is used by ".formatted(other.getLocalPort()))
                    .hasMessageContaining(
                            "process %d".formatted(ProcessHandle.current().pid()))
                    .hasMessageContaining("./continuity up --port-base ");
        }
    }

    @Test
    void aPortThatIsListenedToOnAllAddressesIsBusyToo() throws IOException {
        try (var other = new ServerSocket(0)) {
            var ports = new Ports(other.getLocalPort() - Part.RESUME.portOffset());

            assertThatThrownBy(ports::requireFree).hasMessageContaining("(for resume)");
        }
    }

    @Test
    void theOtherPortsThatAreOfferedAreFree() throws IOException {
        try (var inTheNextRange = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var next = inTheNextRange.getLocalPort() - Part.KAFKA.portOffset();

            assertThat(new Ports(next - 1000).freeBase()).isNotEqualTo(next);
        }
    }

    @Test
    void aBaseWithoutRoomForAllPortsIsRefused() {
        assertThatThrownBy(() -> new Ports(65_500)).hasMessageContaining("65441");
        assertThatThrownBy(() -> new Ports(80)).hasMessageContaining("1024");
    }
}
