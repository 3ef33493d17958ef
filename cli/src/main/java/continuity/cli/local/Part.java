package continuity.cli.local;

import continuity.cli.terminal.CommandFailed;
import continuity.cli.terminal.ExitCode;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The parts of a system on one machine. */
public enum Part {
    MISSION_CONTROL("mission-control", 0),
    REGISTRY("registry", 1),
    COMMAND_LOG("command-log", 2),
    CHECKPOINT("checkpoint", 3),
    RESUME("resume", 4),
    POSTGRES("postgres", 32),
    KAFKA("kafka", 92);

    /** Two at a time: more would only fight for the processors of a small machine. */
    static final List<List<Part>> START_ORDER = List.of(
            List.of(POSTGRES, KAFKA),
            List.of(REGISTRY, COMMAND_LOG),
            List.of(CHECKPOINT, RESUME),
            List.of(MISSION_CONTROL));

    /** First who takes in work, then who does it, last where it is kept. */
    static final List<List<Part>> STOP_ORDER = List.of(
            List.of(MISSION_CONTROL), List.of(REGISTRY, COMMAND_LOG, CHECKPOINT, RESUME), List.of(KAFKA, POSTGRES));

    private final String title;
    private final int portOffset;

    Part(String title, int portOffset) {
        this.title = title;
        this.portOffset = portOffset;
    }

    public static Part named(String title) {
        return Arrays.stream(values())
                .filter(part -> part.title.equals(title))
                .findFirst()
                .orElseThrow(() -> new CommandFailed(
                        ExitCode.USAGE, "There is no part \"%s\"; there are %s.".formatted(title, titles())));
    }

    private static String titles() {
        return Arrays.stream(values()).map(Part::title).collect(Collectors.joining(", "));
    }

    public String title() {
        return title;
    }

    /** Distance of its port from the base. */
    int portOffset() {
        return portOffset;
    }

    public boolean isService() {
        return this != POSTGRES && this != KAFKA;
    }

    /** Directory of the service's module in the checkout. */
    String module() {
        return this == MISSION_CONTROL ? title : title + "-service";
    }

    /** Schema of the service; it is also the beginning of its database roles. */
    public String schema() {
        return title.replace('-', '_');
    }
}
