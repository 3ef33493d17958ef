package continuity.missioncontrol.gateway;

import jakarta.inject.Singleton;
import java.net.URI;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Where the services are: scheme, host and port; the paths are the same there as here. */
@Singleton
class GatewayConfig {

    private final Map<Owner, URI> addresses;

    GatewayConfig(
            @ConfigProperty(name = "continuity.registry.url") URI registry,
            @ConfigProperty(name = "continuity.command-log.url") URI commandLog,
            @ConfigProperty(name = "continuity.checkpoint.url") URI checkpoint,
            @ConfigProperty(name = "continuity.resume.url") URI resume) {
        this.addresses = Map.of(
                Owner.REGISTRY, registry,
                Owner.COMMAND_LOG, commandLog,
                Owner.CHECKPOINT, checkpoint,
                Owner.RESUME, resume);
    }

    Map<Owner, URI> addresses() {
        return addresses;
    }
}
