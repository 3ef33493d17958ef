package continuity.cli.local;

import continuity.contracts.MachineName;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.Optional;

/** What this machine is called, for everything that speaks for it. */
public final class ThisMachine {

    static final String VARIABLE = "HOST_MACHINE";

    private ThisMachine() {}

    /** {@code HOST_MACHINE}, else the name of the host; empty if neither makes a name. */
    public static Optional<String> name(Map<String, String> environment) {
        var given = environment.getOrDefault(VARIABLE, "");
        try {
            return MachineName.ofHost(
                    given.isEmpty() ? InetAddress.getLocalHost().getHostName() : given);
        } catch (UnknownHostException nameless) {
            return Optional.empty();
        }
    }
}
