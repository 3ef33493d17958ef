package continuity.cli.client;

import com.fasterxml.jackson.databind.JsonNode;
import continuity.cli.status.Questions;
import continuity.cli.terminal.ExitCode;
import continuity.cli.terminal.PlainText;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code list}: the instances that the registry knows. */
@Command(name = "list", description = "List instances, the newest heartbeat of each project first.")
public final class ListCommand implements Callable<Integer> {

    private static final String MOST = "1000";

    /** Work states looked at, in all some hundred milliseconds. */
    private static final int MOST_ASKED = 100;

    private static final Duration STATES_WITHIN = Duration.ofSeconds(2);

    /** Closed ones pile up over the years: unless they are wanted, they are not even asked for. */
    private static final List<String> OPEN = List.of("active", "stale");

    private static final Comparator<JsonNode> IN_ORDER = Comparator.<JsonNode, String>comparing(
                    instance -> Wording.text(instance, "project"))
            .thenComparingLong(instance -> instance.path("age_seconds").asLong());

    @Option(names = "--project", paramLabel = "P", description = "Only of this project.")
    private String project = "";

    @Option(names = "--machine", paramLabel = "M", description = "Only on this machine.")
    private String machine = "";

    @Option(
            names = "--status",
            paramLabel = "S",
            description = "Only active, stale or closed ones (default: active and stale ones).")
    private String status = "";

    @Option(names = "--all", description = "Closed ones too.")
    private boolean all;

    @Mixin
    private ApiOptions options = new ApiOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException {
        var out = spec.commandLine().getOut();
        if (options.json()) {
            out.println(PlainText.of(ask(status)));
            return ExitCode.DONE;
        }
        var onlyOpen = status.isEmpty() && !all;
        var answers =
                (onlyOpen ? OPEN : List.of(status)).stream().map(this::ask).toList();
        var instances = answers.stream()
                .flatMap(answer -> answer.path("instances").valueStream())
                .sorted(IN_ORDER)
                .toList();
        if (instances.isEmpty()) {
            out.println(onlyOpen ? "No instances but closed ones, if any: --all shows these." : "No instances.");
        } else {
            out.print(InstanceTable.of(instances, awaitingInput(instances)));
        }
        if (answers.stream().anyMatch(answer -> answer.path("next_cursor").isTextual())) {
            out.printf(
                    "… and more: %d in all. Narrow it with --project, --machine or --status.%n",
                    answers.stream()
                            .mapToLong(answer -> answer.path("total_count").asLong())
                            .sum());
        }
        return ExitCode.DONE;
    }

    /** Of the active ones, as their work states say: the registry knows who is alive, not who stands still. */
    private Set<String> awaitingInput(List<JsonNode> instances) throws InterruptedException {
        var api = options.api();
        var awaiting = new HashSet<String>();
        try (var questions = new Questions(STATES_WITHIN)) {
            var states = new HashMap<String, Future<Answer>>();
            instances.stream()
                    .filter(instance -> Wording.text(instance, "status").equals("active"))
                    .map(instance -> Wording.text(instance, "instance_id"))
                    .limit(MOST_ASKED)
                    .forEach(id -> states.put(
                            id,
                            questions.ask(() -> api.get(
                                    "/api/v1/instances/%s/context".formatted(ContinuityApi.encode(id)), Map.of()))));
            for (var state : states.entrySet()) {
                questions
                        .answer(state.getValue())
                        .filter(answer -> answer.body().path("awaited_input").isObject())
                        .ifPresent(_ -> awaiting.add(state.getKey()));
            }
        }
        return awaiting;
    }

    private JsonNode ask(String status) {
        var query = Map.of("project", project, "machine", machine, "status", status, "limit", MOST);
        var answer = options.api().get("/api/v1/instances", query);
        if (!answer.isDone()) {
            throw answer.refusal();
        }
        return answer.body();
    }
}
