package continuity.cli.status;

import continuity.cli.local.DataOption;
import continuity.cli.local.RunFile;
import continuity.cli.terminal.ExitCode;
import continuity.cli.terminal.PlainText;
import java.time.Instant;
import java.time.ZoneId;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code status}: asks each part how it is. */
@Command(
        name = "status",
        description = "Show each part, instances, throughput, lag and disk; exit code 3 unless all is up.")
public final class StatusCommand implements Callable<Integer> {

    @Mixin
    private DataOption data = new DataOption();

    @Option(names = "--json", description = "For programs.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException {
        var snapshot = Snapshot.take(data.directory(), Instant.now());
        var out = spec.commandLine().getOut();
        if (json) {
            out.println(PlainText.of(StatusDocument.of(snapshot)));
        } else {
            out.print(new StatusScreen(snapshot, ZoneId.systemDefault()));
        }
        out.flush();
        var complete = snapshot.run()
                .filter(RunFile::ready)
                .filter(run -> run.launcher().find().isPresent())
                .isPresent();
        return complete && snapshot.isAllUp() ? ExitCode.DONE : ExitCode.NOT_REACHABLE;
    }
}
