package continuity.cli.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import continuity.cli.local.DataOption;
import continuity.cli.local.Ports;
import continuity.cli.terminal.ExitCode;
import continuity.cli.terminal.PlainText;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code doctor}: checks every usual mistake and says the cure. */
@Command(
        name = "doctor",
        description = "Check everything that usually goes wrong, and say the cure; exit code 1 if something is wrong.")
public final class DoctorCommand implements Callable<Integer> {

    @Mixin
    private DataOption data = new DataOption();

    @Option(
            names = "--port-base",
            paramLabel = "N",
            defaultValue = "" + Ports.DEFAULT_BASE,
            description = "Ports to look at while nothing runs (default: ${DEFAULT-VALUE}).")
    private int portBase;

    @Option(names = "--json", description = "For programs.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException {
        var surroundings = Surroundings.of(data.directory(), new Ports(portBase), System.getenv(), Instant.now());
        var findings = new Doctor().examine(surroundings);
        var out = spec.commandLine().getOut();
        out.print(json ? PlainText.of(document(findings)) + System.lineSeparator() : report(findings));
        out.flush();
        return count(findings, Finding.Level.FAIL) == 0 ? ExitCode.DONE : ExitCode.FAILED;
    }

    /** One line each: level, subject, what is so, and behind an arrow the cure. */
    static String report(List<Finding> findings) {
        var width = findings.stream()
                .mapToInt(finding -> finding.subject().length())
                .max()
                .orElse(0);
        var text = new StringBuilder();
        for (var finding : findings) {
            var cure = finding.cure().isEmpty() ? "" : "  → " + finding.cure();
            var subject =
                    finding.subject() + " ".repeat(width - finding.subject().length());
            text.append("%-4s  %s  ".formatted(finding.level().word(), subject))
                    .append(PlainText.oneLine(finding.what() + cure))
                    .append('\n');
        }
        return text.append("%n%d ok, %s, %s%n"
                        .formatted(
                                count(findings, Finding.Level.OK),
                                counted(count(findings, Finding.Level.WARN), "warning"),
                                counted(count(findings, Finding.Level.FAIL), "failure")))
                .toString();
    }

    private static String counted(long count, String noun) {
        return count + " " + noun + (count == 1 ? "" : "s");
    }

    private static JsonNode document(List<Finding> findings) {
        var document = JsonNodeFactory.instance.objectNode();
        document.put("healthy", count(findings, Finding.Level.FAIL) == 0);
        var array = document.putArray("findings");
        for (var finding : findings) {
            array.addObject()
                    .put("level", finding.level().word())
                    .put("subject", finding.subject())
                    .put("what", finding.what())
                    .put("cure", finding.cure().isEmpty() ? null : finding.cure());
        }
        return document;
    }

    private static long count(List<Finding> findings, Finding.Level level) {
        return findings.stream().filter(finding -> finding.level() == level).count();
    }
}
