package continuity.cli.client;

import com.fasterxml.jackson.databind.node.ObjectNode;
import continuity.cli.terminal.ExitCode;
import continuity.cli.terminal.PlainText;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code show}: one instance and what it was doing. */
@Command(name = "show", description = "Show one instance and its work state.")
public final class ShowCommand implements Callable<Integer> {

    @Parameters(paramLabel = "ID", description = "Instance id, or the beginning of it or of its six hex digits.")
    private String id = "";

    @Mixin
    private ApiOptions options = new ApiOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        var api = options.api();
        var found =
                InstanceLookup.find(api, id, options.json(), spec.commandLine().getOut());
        if (found.isEmpty()) {
            return ExitCode.AMBIGUOUS;
        }
        var fullId = InstanceLookup.fullId(found.get());
        var context = api.get("/api/v1/instances/%s/context".formatted(ContinuityApi.encode(fullId)), Map.of());
        show(found.get(), context);
        return ExitCode.DONE;
    }

    private void show(Answer found, Answer context) {
        var out = spec.commandLine().getOut();
        if (options.json()) {
            var both = ((ObjectNode) found.body()).deepCopy();
            if (context.isDone()) {
                both.set("context", context.body());
            }
            out.println(PlainText.of(both));
            return;
        }
        var screen = new InstanceScreen();
        screen.instance(found.body());
        if (context.isDone()) {
            screen.workState(context.body());
        } else if (context.isNotFound()) {
            screen.line("Nothing is recorded of its work yet.");
        } else {
            screen.line(
                    "Its work state cannot be shown now: " + context.refusal().getMessage());
        }
        out.print(screen);
    }
}
