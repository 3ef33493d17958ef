package continuity.cli.client;

import com.fasterxml.jackson.databind.JsonNode;
import continuity.cli.terminal.ExitCode;
import continuity.cli.terminal.PlainText;
import continuity.cli.terminal.Table;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code search}: what agents did, found by words. */
@Command(
        name = "search",
        description = {
            "Search what agents did, the newest first.",
            "Words, file names, ends of paths, ids or their first 7 digits; all of them must be there."
        })
public final class SearchCommand implements Callable<Integer> {

    /** Longest description of a command on its line, in characters. */
    private static final int MAX_WHAT = 100;

    private static final List<String> TELLING =
            List.of("command", "file_path", "pattern", "query", "url", "description");

    @Parameters(paramLabel = "WORD", arity = "0..*", description = "Nothing: all commands.")
    private List<String> words = List.of();

    @Option(names = "--project", paramLabel = "P", description = "Only of this project.")
    private String project = "";

    @Option(names = "--machine", paramLabel = "M", description = "Only on this machine.")
    private String machine = "";

    @Option(names = "--instance", paramLabel = "ID", description = "Only of this instance; a beginning is enough.")
    private String instance = "";

    @Option(names = "--tool", paramLabel = "T", description = "Only calls of this tool, such as Bash.")
    private String tool = "";

    @Option(names = "--failed", description = "Only what failed.")
    private boolean failed;

    @Option(names = "--since", paramLabel = "TIME", description = "As in 90m, 2h, 3d or 2026-01-31T03:00:00Z.")
    private String since = "";

    @Option(names = "--until", paramLabel = "TIME", description = "The same.")
    private String until = "";

    @Option(names = "--limit", paramLabel = "N", defaultValue = "30", description = "Default: ${DEFAULT-VALUE}.")
    private int limit;

    @Mixin
    private ApiOptions options = new ApiOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        var now = Instant.now();
        var from = Moments.asked("--since", since, now);
        var to = Moments.asked("--until", until, now);
        var api = options.api();
        var out = spec.commandLine().getOut();
        var only = instance.isEmpty()
                ? Optional.of("")
                : InstanceLookup.find(api, instance, options.json(), out).map(InstanceLookup::fullId);
        if (only.isEmpty()) {
            return ExitCode.AMBIGUOUS;
        }
        var answer = api.get("/api/v1/commands", query(only.get(), from, to));
        if (!answer.isDone()) {
            throw answer.refusal();
        }
        if (options.json()) {
            out.println(PlainText.of(answer.body()));
            return ExitCode.DONE;
        }
        var commands = answer.body().path("commands");
        if (commands.isEmpty()) {
            out.println("Nothing was found.");
            return ExitCode.DONE;
        }
        out.print(table(commands));
        if (answer.body().path("next_cursor").isTextual()) {
            out.printf(
                    "… and more: %s%d in all. Narrow it, or --limit %d.%n",
                    answer.body().path("total_count_estimated").asBoolean() ? "about " : "",
                    answer.body().path("total_count").asLong(),
                    10 * limit);
        }
        return ExitCode.DONE;
    }

    private Map<String, String> query(String instanceId, String from, String to) {
        var query = new LinkedHashMap<String, String>();
        query.put("q", String.join(" ", words));
        query.put("project", project);
        query.put("machine", machine);
        query.put("instance_id", instanceId);
        query.put("tool_name", tool);
        query.put("success", failed ? "false" : "");
        query.put("from", from);
        query.put("to", to);
        query.put("limit", Integer.toString(limit));
        return query;
    }

    private static Table table(JsonNode commands) {
        var table = new Table("TIME", "INSTANCE", "TOOL", "ENDED", "WHAT");
        for (var command : commands) {
            table.add(
                    Moments.shown(command, "created_at"),
                    Wording.text(command, "instance_id"),
                    Wording.text(command, "tool_name"),
                    ended(command),
                    what(command));
        }
        return table;
    }

    private static String ended(JsonNode command) {
        var success = command.path("success");
        return success.isBoolean() ? (success.asBoolean() ? "well" : "failed") : Wording.UNKNOWN;
    }

    /** Its description, else the parameter that tells most. */
    private static String what(JsonNode command) {
        var parameters = command.path("parameters");
        var what = Stream.concat(
                        Stream.of(command.path("description")), TELLING.stream().map(parameters::path))
                .filter(JsonNode::isTextual)
                .map(JsonNode::asText)
                .findFirst()
                .orElseGet(() -> Wording.text(command, "action"));
        return Wording.shortened(what, MAX_WHAT);
    }
}
