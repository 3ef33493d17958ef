package continuity.cli.doctor;

import continuity.cli.local.Part;
import continuity.cli.local.RunFile;
import continuity.cli.process.PortOwner;
import continuity.cli.status.PartStatus;
import java.util.List;
import java.util.Optional;

/** What runs, and the ports that it needs. */
final class PartChecks {

    private PartChecks() {}

    /** Only while nothing runs; then each part is asked for its own. */
    static List<Finding> ports(Surroundings surroundings) {
        if (surroundings.run().isPresent()) {
            return List.of();
        }
        var ports = surroundings.ports();
        var taken = ports.taken();
        if (taken.isEmpty()) {
            return List.of(Finding.ok("ports", "all from %d on that a start needs are free".formatted(ports.base())));
        }
        var cure = "Stop that, or choose other ports: ./continuity up --port-base " + ports.freeBase();
        return taken.stream()
                .map(port -> Finding.fail(
                        "port " + port.port(), "(for %s) is used by %s".formatted(port.purpose(), port.owner()), cure))
                .toList();
    }

    static List<Finding> system(Surroundings surroundings) {
        if (surroundings.run().isEmpty()) {
            return List.of(Finding.warn(
                    "system", "nothing is running with this data: no agent is recorded", "./continuity up"));
        }
        var run = surroundings.run().get();
        if (run.launcher().find().isEmpty()) {
            return List.of(Finding.fail(
                    "system",
                    "the launcher, process %d, was killed; what ends is not started again"
                            .formatted(run.launcher().pid()),
                    "./continuity up ends what is left and starts all anew."));
        }
        if (run.launcher().isSuspended()) {
            return List.of(Finding.fail(
                    "system",
                    "the launcher is suspended",
                    "kill -CONT " + run.launcher().pid()));
        }
        return run.ready()
                ? List.of(Finding.ok("system", "runs at %s".formatted(run.url())))
                : List.of(Finding.warn("system", "is still starting", "Ask again in a moment."));
    }

    static List<Finding> part(Part part, Surroundings surroundings) {
        if (surroundings.run().isEmpty()) {
            return List.of();
        }
        var running = surroundings.running(part);
        if (running.isEmpty()) {
            return List.of(Finding.warn(
                    part.title(),
                    "has not been started yet",
                    "Ask again in a moment; ./continuity logs " + part.title()));
        }
        var status = PartStatus.of(running.get());
        var sure = status.isSilent() ? PartStatus.of(running.get()) : status; // a busy machine may need a second try
        return List.of(state(sure, surroundings));
    }

    private static Finding state(PartStatus status, Surroundings surroundings) {
        var part = status.part();
        var logs = "./continuity logs " + part.name() + " says why.";
        return switch (status.life()) {
            case SUSPENDED ->
                Finding.fail(
                        part.name(),
                        "process %d is suspended".formatted(part.process().pid()),
                        "kill -CONT " + part.process().pid());
            case GONE, ALIVE -> {
                if (!status.isUp()) {
                    var state = withDetails(status.state(surroundings.now()), status);
                    yield stolenPort(part).orElseGet(() -> Finding.fail(part.name(), state, logs));
                }
                var ready = withDetails("ready on port %d".formatted(part.port()), status);
                yield part.restarts() == 0 ? Finding.ok(part.name(), ready) : Finding.warn(part.name(), ready, logs);
            }
        };
    }

    private static String withDetails(String state, PartStatus status) {
        return status.details().isEmpty() ? state : "%s: %s".formatted(state, status.details());
    }

    private static Optional<Finding> stolenPort(RunFile.Running part) {
        return PortOwner.of(part.port())
                .filter(owner -> owner.process().stream()
                        .allMatch(process -> process.pid() != part.process().pid()))
                .map(owner -> Finding.fail(
                        part.name(),
                        "its port %d is used by %s".formatted(part.port(), owner),
                        "Stop that; then ./continuity down and ./continuity up."));
    }
}
