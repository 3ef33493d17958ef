package continuity.systemtest;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;

/** An address of this machine that other machines could use. */
final class OwnAddress {

    private OwnAddress() {}

    /** Without one the test is skipped, and fails where tests must not be skipped. */
    static InetAddress any() {
        try {
            return NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
                    .map(OwnAddress::withoutInterface)
                    .findFirst()
                    .orElseGet(OwnAddress::none);
        } catch (SocketException e) {
            return none();
        }
    }

    private static InetAddress withoutInterface(InetAddress address) {
        try {
            return InetAddress.getByAddress(address.getAddress());
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    private static InetAddress none() {
        var reason = "this machine has no address beyond loopback";
        return "true".equals(System.getenv("CI")) ? fail(reason) : abort(reason);
    }
}
