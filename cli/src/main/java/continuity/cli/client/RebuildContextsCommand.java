package continuity.cli.client;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import continuity.cli.terminal.ExitCode;
import continuity.cli.terminal.PlainText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code rebuild-contexts}: has the contexts made again of what the other services keep, one after the other. */
@Command(
        name = "rebuild-contexts",
        description = {
            "Rebuild the contexts that resumes are made of, from checkpoints, events and commands.",
            "Everything goes on meanwhile; what is there already stays. It may be broken off and begun again."
        })
public final class RebuildContextsCommand implements Callable<Integer> {

    private static final String PAGE = "1000";
    private static final Duration BETWEEN_WORDS = Duration.ofSeconds(1);

    @Option(
            names = "--instance",
            paramLabel = "ID",
            description = "Only of this instance: its id, or the beginning of it or of its six hex digits.")
    private String instance = "";

    @Mixin
    private ApiOptions options = new ApiOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private long records;
    private int missing;
    private long lastWords = System.nanoTime();

    @Override
    public Integer call() {
        var api = options.operatorApi();
        var ids = instance.isEmpty() ? all(api) : one(api);
        if (ids.isEmpty() && !instance.isEmpty()) {
            return ExitCode.AMBIGUOUS;
        }
        var failed = new ArrayList<String>();
        for (int i = 0; i < ids.size(); i++) {
            if (!rebuild(api, ids.get(i))) {
                failed.add(ids.get(i));
            }
            tellProgress(i + 1, ids.size());
        }
        if (!options.json()) {
            spec.commandLine()
                    .getOut()
                    .printf(
                            "%d of %d contexts are rebuilt from %d records; %d had been missing.%n",
                            ids.size() - failed.size(), ids.size(), records, missing);
        }
        return failed.isEmpty() ? ExitCode.DONE : ExitCode.FAILED;
    }

    private List<String> one(ContinuityApi api) {
        return InstanceLookup.find(
                        api, instance, options.json(), spec.commandLine().getOut())
                .map(found -> List.of(InstanceLookup.fullId(found)))
                .orElse(List.of());
    }

    /** Of the registry, for a context that is missing is listed nowhere else. */
    private static List<String> all(ContinuityApi api) {
        var ids = new ArrayList<String>();
        var cursor = "";
        do {
            var page = api.get("/api/v1/instances", Map.of("limit", PAGE, "cursor", cursor));
            if (!page.isDone()) {
                throw page.refusal();
            }
            page.body().path("instances").forEach(found -> ids.add(Wording.text(found, "instance_id")));
            cursor = page.body().path("next_cursor").asText("");
        } while (!cursor.isEmpty() && !cursor.equals("null"));
        return ids;
    }

    /** @return false if it could not be, or not be made whole, which is said */
    private boolean rebuild(ContinuityApi api, String id) {
        var answer = api.post(
                "/api/v1/instances/%s/context/rebuild".formatted(ContinuityApi.encode(id)),
                JsonNodeFactory.instance.objectNode());
        if (answer.code().equals("forbidden") || answer.status() == 401) {
            throw answer.refusal(); // and so for each of the others
        }
        if (options.json()) {
            spec.commandLine().getOut().println(PlainText.of(answer.body()));
        }
        var whole = answer.isDone() && answer.body().path("complete").asBoolean();
        if (!whole && !options.json()) {
            var why = answer.isDone()
                    ? "the command log or the checkpoint service did not answer"
                    : answer.refusal().getMessage();
            spec.commandLine().getErr().println(PlainText.oneLine(id + ": " + why));
        }
        records += answer.body().path("records").asLong();
        missing += answer.body().path("was_missing").asBoolean() ? 1 : 0;
        return whole;
    }

    /** Once a second. */
    private void tellProgress(int done, int of) {
        if (!options.json() && System.nanoTime() - lastWords > BETWEEN_WORDS.toNanos()) {
            lastWords = System.nanoTime();
            spec.commandLine().getOut().printf("%d of %d contexts, %d records%n", done, of, records);
            spec.commandLine().getOut().flush();
        }
    }
}
