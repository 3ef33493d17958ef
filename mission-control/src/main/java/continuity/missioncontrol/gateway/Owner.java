package continuity.missioncontrol.gateway;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/** Which service owns a path; the first that matches. */
enum Owner {
    RESUME("/api/v1/resume(/.*)?", "/api/v1/instances/[^/]+/(context|context/rebuild|handoff)"),
    COMMAND_LOG(
            "/api/v1/(commands|events|snippets|sanitize|archive)(/.*)?",
            "/api/v1/instances/[^/]+/(events|replay|aggregates|latest|failure-chain|performance|lineage-stats|export)(/.*)?"),
    CHECKPOINT("/api/v1/checkpoints(/.*)?"),
    REGISTRY("/api/v1/(instances|tokens)(/.*)?");

    private final Pattern paths;

    Owner(String... paths) {
        this.paths = Pattern.compile(String.join("|", paths));
    }

    /** @param path normalised, without query */
    static Optional<Owner> of(String path) {
        return Arrays.stream(values())
                .filter(owner -> owner.paths.matcher(path).matches())
                .findFirst();
    }

    /** For people. */
    String title() {
        return switch (this) {
            case RESUME -> "The resume service";
            case COMMAND_LOG -> "The command log";
            case CHECKPOINT -> "The checkpoint service";
            case REGISTRY -> "The registry";
        };
    }
}
