package continuity.cli.doctor;

import continuity.cli.local.Part;
import continuity.cli.status.Questions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** Does all checks at the same time. One that breaks or hangs is a finding and does not keep the others from theirs. */
final class Doctor {

    /** All of them, in the order of their findings. */
    static final List<Check> CHECKS = Stream.of(
                    Stream.of(
                            new Check("JDK", ProgramChecks::jdk),
                            new Check("build", ProgramChecks::build),
                            new Check("data directory", DataChecks::directory),
                            new Check("secrets", DataChecks::secrets),
                            new Check("keys", KeyChecks::keys),
                            new Check("tokens", KeyChecks::tokens),
                            new Check("passwords", KeyChecks::passwords),
                            new Check("disk", MachineChecks::disk),
                            new Check("memory", MachineChecks::memory),
                            new Check("clock", MachineChecks::clock),
                            new Check("stale after", MachineChecks::staleAfter),
                            new Check("ports", PartChecks::ports),
                            new Check("system", PartChecks::system)),
                    Arrays.stream(Part.values()).map(part -> new Check(part.title(), it -> PartChecks.part(part, it))),
                    Stream.of(
                            new Check("database", DatabaseChecks::database),
                            new Check("streams", StreamChecks::streams),
                            new Check("hooks", HookChecks::hooks),
                            new Check("Claude Code", ClaudeCodeChecks::connected)))
            .flatMap(checks -> checks)
            .toList();

    /** For all of them together, since none waits for another. */
    private static final Duration BOUND = Duration.ofSeconds(8);

    private final List<Check> checks;
    private final Duration bound;

    Doctor() {
        this(CHECKS, BOUND);
    }

    Doctor(List<Check> checks, Duration bound) {
        this.checks = checks;
        this.bound = bound;
    }

    List<Finding> examine(Surroundings surroundings) throws InterruptedException {
        try (var questions = new Questions(bound)) {
            var asked = checks.stream()
                    .map(check -> questions.ask(() -> check.examination().of(surroundings)))
                    .toList();
            var findings = new ArrayList<Finding>();
            for (var i = 0; i < asked.size(); i++) {
                findings.addAll(answer(checks.get(i).name(), asked.get(i), questions));
            }
            return findings;
        }
    }

    private List<Finding> answer(String name, Future<List<Finding>> asked, Questions questions)
            throws InterruptedException {
        try {
            return questions.inTime(asked);
        } catch (TimeoutException e) {
            return List.of(Finding.fail(
                    name,
                    "could not be checked within %d s".formatted(bound.toSeconds()),
                    "Try again; if it stays so, ./continuity down and ./continuity up."));
        } catch (ExecutionException e) {
            return List.of(Finding.fail(
                    name,
                    "could not be checked: " + e.getCause(),
                    "If the words above do not help, this is a fault of the check; please report it."));
        }
    }
}
