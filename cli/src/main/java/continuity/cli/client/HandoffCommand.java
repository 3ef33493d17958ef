package continuity.cli.client;

import continuity.cli.terminal.ExitCode;
import continuity.cli.terminal.PlainText;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code handoff}: a run as a document for people. */
@Command(
        name = "handoff",
        description = "Print where a run stands as a document for people (Markdown). Nothing is taken over.")
public final class HandoffCommand implements Callable<Integer> {

    @Parameters(paramLabel = "ID", description = "Instance id, or the beginning of it or of its six hex digits.")
    private String id = "";

    @Mixin
    private ApiOptions options = new ApiOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        var api = options.api();
        var out = spec.commandLine().getOut();
        var found = InstanceLookup.find(api, id, options.json(), out);
        if (found.isEmpty()) {
            return ExitCode.AMBIGUOUS;
        }
        var fullId = InstanceLookup.fullId(found.get());
        var document = api.markdown("/api/v1/instances/%s/handoff".formatted(ContinuityApi.encode(fullId)));
        if (!document.isDone()) {
            throw document.refusal();
        }
        out.print(PlainText.of(document.body().asText()));
        out.flush();
        return ExitCode.DONE;
    }
}
