package continuity.cli.status;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import continuity.cli.local.Health;
import continuity.cli.local.Part;
import continuity.cli.local.Ports;
import continuity.cli.local.RunFile;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * How one part is at this moment.
 *
 * @param health of the part's process; PostgreSQL and Kafka are ready when somebody listens on their port
 * @param memory empty when the part is down, or when the system does not tell it
 */
public record PartStatus(RunFile.Running part, Life life, Health health, Optional<Memory> memory) {

    /** What the operating system says of its process. */
    public enum Life {
        ALIVE,
        SUSPENDED,
        GONE
    }

    private static final Health UNKNOWN = new Health(false, MissingNode.getInstance());

    public static PartStatus of(RunFile.Running part) {
        var process = part.process().find();
        if (process.isEmpty()) {
            return withoutAnswer(part, Life.GONE);
        }
        if (part.process().isSuspended()) {
            return new PartStatus(part, Life.SUSPENDED, UNKNOWN, Memory.of(process.get()));
        }
        var health = Part.named(part.name()).isService()
                ? Health.of(URI.create("http://127.0.0.1:" + part.port()))
                : new Health(Ports.answers(part.port()), MissingNode.getInstance());
        return new PartStatus(part, Life.ALIVE, health, Memory.of(process.get()));
    }

    static PartStatus withoutAnswer(RunFile.Running part, Life life) {
        return new PartStatus(part, life, UNKNOWN, Optional.empty());
    }

    public boolean isUp() {
        return life == Life.ALIVE && health.ready();
    }

    /** It is there, but has given no answer in time. */
    public boolean isSilent() {
        return life == Life.ALIVE && !health.ready() && health.checks().isMissingNode();
    }

    /** In few words, as in {@code down, starts again in 8 s}. */
    public String state(Instant now) {
        return switch (life) {
            case ALIVE -> readiness();
            case SUSPENDED -> "suspended";
            case GONE ->
                startsAgainIn(now).map("down, starts again in %d s"::formatted).orElse("down");
        };
    }

    private String readiness() {
        if (health.ready()) {
            return "up";
        }
        return isSilent() ? "no answer" : "not ready";
    }

    private Optional<Long> startsAgainIn(Instant now) {
        return Optional.ofNullable(part.startsAgainAt())
                .map(next -> Math.max(0, Duration.between(now, next).toSeconds()));
    }

    /** In one line: the checks that fail, by name, and what happened to it before; empty when all is well. */
    public String details() {
        var failing = StreamSupport.stream(health.checks().spliterator(), false)
                .filter(check -> !check.path("status").asText().equals("UP"))
                .map(check -> check.path("name").asText())
                .sorted();
        return Stream.concat(failing, restarts().stream()).collect(Collectors.joining(", "));
    }

    /** As in {@code restarted 2× (last: ended with exit code 137)}; empty if it never ended. */
    public Optional<String> restarts() {
        return Optional.ofNullable(part.lastEnd())
                .map(how -> part.restarts() == 0 ? how : "restarted %d× (last: %s)".formatted(part.restarts(), how));
    }

    /** Missing when it has given no such answer. */
    JsonNode checks() {
        return health.checks();
    }
}
