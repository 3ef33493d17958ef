package continuity.cli.client;

import com.fasterxml.jackson.databind.JsonNode;
import continuity.cli.terminal.ExitCode;
import continuity.cli.terminal.PlainText;
import continuity.cli.terminal.Table;
import java.util.LinkedHashMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code events}: what happened to one instance. */
@Command(name = "events", description = "Show what happened to an instance, the newest last.")
public final class EventsCommand implements Callable<Integer> {

    /** Longest text of an event on its line, in characters. */
    private static final int MAX_WHAT = 120;

    @Parameters(paramLabel = "ID", description = "Instance id, or the beginning of it or of its six hex digits.")
    private String id = "";

    @Option(names = "--type", paramLabel = "T", description = "Only events of this type, such as commit_created.")
    private String type = "";

    @Option(names = "--containing", paramLabel = "TEXT", description = "Only events whose data contain it.")
    private String text = "";

    @Option(names = "--limit", paramLabel = "N", defaultValue = "30", description = "Default: ${DEFAULT-VALUE}.")
    private int limit;

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
        var query = new LinkedHashMap<String, String>();
        query.put("instance_id", InstanceLookup.fullId(found.get()));
        query.put("event_type", type);
        query.put("q", text);
        query.put("order", "desc");
        query.put("limit", Integer.toString(limit));
        var answer = api.get("/api/v1/events", query);
        if (!answer.isDone()) {
            throw answer.refusal();
        }
        if (options.json()) {
            out.println(PlainText.of(answer.body()));
            return ExitCode.DONE;
        }
        var events = answer.body().path("events");
        if (answer.body().path("has_more").asBoolean()) {
            out.printf(
                    "The last %d of %d:%n",
                    events.size(), answer.body().path("total_count").asLong());
        }
        out.print(events.isEmpty() ? "No events.%n".formatted() : table(events).toString());
        return ExitCode.DONE;
    }

    private static Table table(JsonNode newestFirst) {
        var table = new Table("N", "TIME", "EVENT", "WHAT");
        for (var i = newestFirst.size() - 1; i >= 0; i--) {
            var event = newestFirst.path(i);
            table.add(
                    Wording.text(event, "sequence_num"),
                    Moments.shown(event, "timestamp"),
                    Wording.text(event, "event_type"),
                    what(event.path("event_data")));
        }
        return table;
    }

    /** The fields as they are, without the quotes of JSON. */
    private static String what(JsonNode data) {
        var what = new StringBuilder();
        data.properties().forEach(field -> {
            if (!field.getValue().isNull()) {
                what.append(what.isEmpty() ? "" : ", ")
                        .append(field.getKey())
                        .append(": ")
                        .append(field.getValue().isTextual() ? field.getValue().asText() : field.getValue());
            }
        });
        return Wording.shortened(what.toString(), MAX_WHAT);
    }
}
