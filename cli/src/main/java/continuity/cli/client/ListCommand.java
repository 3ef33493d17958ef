package continuity.cli.client;

import continuity.cli.terminal.ExitCode;
import continuity.cli.terminal.PlainText;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code list}: the instances that the registry knows. */
@Command(name = "list", description = "List instances, the newest heartbeat of each project first.")
public final class ListCommand implements Callable<Integer> {

    private static final String MOST = "1000";

    @Option(names = "--project", paramLabel = "P", description = "Only of this project.")
    private String project = "";

    @Option(names = "--machine", paramLabel = "M", description = "Only on this machine.")
    private String machine = "";

    @Option(names = "--status", paramLabel = "S", description = "Only active, stale or closed ones.")
    private String status = "";

    @Mixin
    private ApiOptions options = new ApiOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        var query = Map.of("project", project, "machine", machine, "status", status, "limit", MOST);
        var answer = options.api().get("/api/v1/instances", query);
        if (!answer.isDone()) {
            throw answer.refusal();
        }
        var out = spec.commandLine().getOut();
        var list = answer.body();
        if (options.json()) {
            out.println(PlainText.of(list));
        } else if (list.path("instances").isEmpty()) {
            out.println("No instances.");
        } else {
            out.print(InstanceTable.of(list.path("instances")));
            if (list.path("next_cursor").isTextual()) {
                out.printf(
                        "… and more: %s in all. Narrow it with --project, --machine or --status.%n",
                        list.path("total_count").asText());
            }
        }
        return ExitCode.DONE;
    }
}
