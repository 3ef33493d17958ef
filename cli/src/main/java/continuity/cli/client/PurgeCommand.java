package continuity.cli.client;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import continuity.cli.terminal.CommandFailed;
import continuity.cli.terminal.ExitCode;
import continuity.cli.terminal.PlainText;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code purge}: removes an instance and all its records from every service, after a question. */
@Command(name = "purge", description = "Remove an instance and all its records, for good.")
public final class PurgeCommand implements Callable<Integer> {

    @Parameters(paramLabel = "ID", description = "Instance id, or the beginning of it or of its six hex digits.")
    private String id = "";

    @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why; it is kept with the id.")
    private String reason = "";

    @Option(names = "--yes", description = "Without a question.")
    private boolean yes;

    @Mixin
    private ApiOptions options = new ApiOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        var api = options.operatorApi();
        var found =
                InstanceLookup.find(api, id, options.json(), spec.commandLine().getOut());
        if (found.isEmpty()) {
            return ExitCode.AMBIGUOUS;
        }
        var fullId = InstanceLookup.fullId(found.get());
        if (!yes && !agreed(fullId)) {
            throw new CommandFailed(ExitCode.FAILED, "Nothing was removed.");
        }
        purge(api, fullId);
        return ExitCode.DONE;
    }

    private void purge(ContinuityApi api, String fullId) {
        var answer = api.delete(
                "/api/v1/instances/" + ContinuityApi.encode(fullId),
                JsonNodeFactory.instance.objectNode().put("reason", reason));
        if (!answer.isDone()) {
            throw answer.refusal();
        }
        var out = spec.commandLine().getOut();
        out.println(
                options.json()
                        ? PlainText.of(answer.body())
                        : PlainText.oneLine(fullId) + " is removed; the other services follow within seconds.");
    }

    @SuppressWarnings("SystemConsoleNull") // in JDK 25 it is null where there is no terminal
    private static boolean agreed(String fullId) {
        var console = System.console();
        if (console == null || !console.isTerminal()) {
            throw new CommandFailed(ExitCode.USAGE, "There is nobody to ask; --yes purges without a question.");
        }
        var answer = console.readLine(
                "Remove %s with all its commands, events and checkpoints? It cannot be brought back. [y/N] ",
                PlainText.oneLine(fullId));
        return answer != null && answer.strip().toLowerCase(Locale.ROOT).matches("y|yes");
    }
}
