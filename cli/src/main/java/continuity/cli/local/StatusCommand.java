package continuity.cli.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import continuity.cli.terminal.ExitCode;
import continuity.cli.terminal.PlainText;
import continuity.cli.terminal.Table;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code status}: asks each part how it is. */
@Command(name = "status", description = "Show the state of each part; exit code 3 unless all are up.")
public final class StatusCommand implements Callable<Integer> {

    @Mixin
    private DataOption data = new DataOption();

    @Option(names = "--json", description = "For programs.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        var directory = data.directory();
        var run = RunFile.read(directory);
        var parts = run.map(RunFile::parts).orElse(List.of()).stream()
                .map(PartStatus::of)
                .toList();
        if (json) {
            out().println(PlainText.of(document(parts)));
        } else if (parts.isEmpty()) {
            out().printf("Nothing is running with the data in %s.%n", directory.root());
        } else {
            out().print(table(parts));
        }
        run.filter(it -> !json && it.launcher().find().isEmpty()).ifPresent(this::warn);
        var complete = run.filter(RunFile::ready).isPresent();
        return complete && allUp(parts) ? ExitCode.DONE : ExitCode.NOT_REACHABLE;
    }

    private void warn(RunFile run) {
        out().printf(
                        "%nThe launcher, process %d, is gone: what ends is not started again. ./continuity up starts all anew.%n",
                        run.launcher().pid());
    }

    private static JsonNode document(List<PartStatus> parts) {
        var document = JsonNodeFactory.instance.objectNode();
        document.put("up", allUp(parts));
        var array = document.putArray("parts");
        parts.forEach(part -> array.add(part.toJson()));
        return document;
    }

    private static Table table(List<PartStatus> parts) {
        var table = new Table("PART", "STATE", "PORT", "PID", "DETAILS");
        for (var status : parts) {
            table.add(
                    status.part().name(),
                    status.isUp() ? "up" : "down",
                    Integer.toString(status.part().port()),
                    Long.toString(status.part().process().pid()),
                    status.details());
        }
        return table;
    }

    private static boolean allUp(List<PartStatus> parts) {
        return !parts.isEmpty() && parts.stream().allMatch(PartStatus::isUp);
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
