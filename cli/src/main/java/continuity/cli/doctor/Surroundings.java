package continuity.cli.doctor;

import continuity.cli.local.DataDirectory;
import continuity.cli.local.Installation;
import continuity.cli.local.Part;
import continuity.cli.local.Ports;
import continuity.cli.local.RunFile;
import continuity.cli.terminal.CommandFailed;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What the checks look at.
 *
 * @param ports those that a start would use
 * @param run what runs; empty also when its record cannot be read, which is a finding of its own
 * @param installation empty when this was not started through the script
 * @param environment of the user
 */
record Surroundings(
        DataDirectory data,
        Ports ports,
        Optional<RunFile> run,
        Optional<Installation> installation,
        Map<String, String> environment,
        Instant now) {

    static Surroundings of(DataDirectory data, Ports ports, Map<String, String> environment, Instant now) {
        return new Surroundings(data, ports, readRun(data), findInstallation(), environment, now);
    }

    /** The part as it was started; empty when it was not. */
    Optional<RunFile.Running> running(Part part) {
        return run.stream()
                .flatMap(it -> it.parts().stream())
                .filter(it -> it.name().equals(part.title()))
                .findFirst();
    }

    private static Optional<RunFile> readRun(DataDirectory data) {
        try {
            return RunFile.read(data);
        } catch (CommandFailed | UncheckedIOException unreadable) {
            return Optional.empty();
        }
    }

    private static Optional<Installation> findInstallation() {
        try {
            return Optional.of(Installation.current());
        } catch (CommandFailed notThroughTheScript) {
            return Optional.empty();
        }
    }
}
