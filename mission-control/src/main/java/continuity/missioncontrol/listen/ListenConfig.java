package continuity.missioncontrol.listen;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.Optional;

/** Which address of this machine is open to others; none unless it is set. */
@ConfigMapping(prefix = "continuity.listen")
interface ListenConfig {

    /** A literal address of this machine, IPv4 or IPv6. */
    Optional<String> address();

    /** The port at that address; the one of the loopback address unless told otherwise. */
    @WithDefault("${quarkus.http.port}")
    int port();

    /** PEM file: the server's certificate, followed by those that link it to its authority. */
    Optional<Path> certificate();

    /** PEM file: the certificate's private key. */
    Optional<Path> key();

    /** Whether the network at that address encrypts by itself, so that plain HTTP may be spoken there. */
    @WithDefault("false")
    boolean overlay();
}
