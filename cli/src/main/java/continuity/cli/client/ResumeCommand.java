package continuity.cli.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import continuity.cli.local.ThisMachine;
import continuity.cli.terminal.CommandFailed;
import continuity.cli.terminal.ExitCode;
import continuity.cli.terminal.PlainText;
import continuity.contracts.Instance;
import continuity.contracts.ProjectName;
import java.io.Console;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code resume}: claims interrupted work and prints what the next agent has to know. */
@Command(name = "resume", description = "Resume interrupted work: claim it and print its context.")
public final class ResumeCommand implements Callable<Integer> {

    @Parameters(
            arity = "0..1",
            paramLabel = "HINT",
            description = "Instance, project, epic, machine or the beginning of an id; latest: the newest of all; when"
                    + " left out, the newest of the project that this directory is named after.")
    private String hint = "";

    @Option(names = "--choice", paramLabel = "N", description = "Number in the list that was printed last.")
    private @Nullable Integer choice;

    @Option(names = "--list-id", paramLabel = "L", description = "Another list than that, as it was printed.")
    private String listId = "";

    @Option(names = "--include-closed", description = "Also what was finished.")
    private boolean includeClosed;

    @Option(names = "--force", description = "Even if it still seems to be alive; needs an operator's token.")
    private boolean force;

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            description = "Where the work goes on, on this machine (default: the directory it was in; without HINT,"
                    + " this one).")
    private @Nullable Path directory;

    @Mixin
    private ApiOptions options = new ApiOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        if (directory != null && (directory.toString().isEmpty() || !Files.isDirectory(directory))) {
            throw new CommandFailed(ExitCode.USAGE, "--dir '%s' is no directory here.".formatted(directory));
        }
        var api = force ? options.operatorApi() : options.api();
        var answer = resume(api, choice, listId);
        var person = terminal();
        var list = answer.body().path("list_id").asText();
        if (answer.isAmbiguous() && person.isPresent()) {
            print(answer.body());
            answer = resume(api, ask(person.get()), list);
        } else if (answer.isAmbiguous() && answer.body().path("matches").size() == 1) { // and nobody to be asked
            answer = resume(api, 1, list);
        }
        if (!answer.isDone() && !answer.isAmbiguous()) {
            throw refusal(answer);
        }
        print(answer.body());
        return answer.isDone() ? ExitCode.DONE : ExitCode.AMBIGUOUS;
    }

    private Answer resume(ContinuityApi api, @Nullable Integer choice, String listId) {
        var request = JsonNodeFactory.instance.objectNode();
        if (choice != null) {
            request.put("choice", choice);
        } else if (hint.isEmpty()) {
            request.put("project", ProjectName.ofDirectory(here().toString()));
        }
        if (!hint.isEmpty()) {
            request.put("hint", hint);
        }
        if (!listId.isEmpty()) {
            request.put("list_id", listId);
        }
        request.put("client", Instance.COMMAND_LINE); // nobody's session: the agent that goes on may take it from there
        request.put("include_closed", includeClosed);
        request.put("force", force);
        ThisMachine.name(System.getenv()).ifPresent(machine -> request.put("host_machine", machine));
        if (directory != null || (choice == null && hint.isEmpty())) {
            request.put("working_directory", here().toString());
        }
        return api.post("/api/v1/resume", request);
    }

    private Path here() {
        return Objects.requireNonNullElse(directory, Path.of(""))
                .toAbsolutePath()
                .normalize();
    }

    private CommandFailed refusal(Answer answer) {
        return switch (answer.code()) {
            case "instance_not_found" ->
                includeClosed ? answer.refusal() : answer.refusal("--include-closed also offers what was finished.");
            default -> answer.refusal();
        };
    }

    private void print(JsonNode answer) {
        var out = spec.commandLine().getOut();
        if (options.json()) {
            out.println(PlainText.of(answer));
        } else if (answer.has("matches")) {
            out.println(
                    answer.path("rule").asText().equals("latest_elsewhere")
                            ? PlainText.oneLine(answer.path("message").asText()) + ":"
                            : "Several instances fit:");
            out.print(InstanceTable.numbered(answer.path("matches")));
            if (terminal().isEmpty()) {
                out.printf(
                        "Choose one: ./continuity resume%s%s --choice N --list-id %s%n",
                        options.whichSystem(),
                        force ? " --force" : "", // who was shown a list chooses from it: the operator
                        PlainText.oneLine(answer.path("list_id").asText()));
            }
        } else {
            out.println(PlainText.of(answer.path("context_markdown").asText()));
            out.flush();
            spec.commandLine()
                    .getErr()
                    .printf(
                            "The work is now with %s. Give the text above to the agent that goes on with it.%n",
                            PlainText.oneLine(answer.path("instance_id").asText()));
        }
        out.flush();
    }

    /** Where somebody can be asked; empty for programs. */
    private Optional<Console> terminal() {
        return Optional.ofNullable(System.console()).filter(console -> console.isTerminal() && !options.json());
    }

    private static int ask(Console person) {
        var number = String.valueOf(person.readLine("Which one? ")).strip();
        if (!number.matches("[0-9]{1,4}")) {
            throw new CommandFailed(ExitCode.AMBIGUOUS, "Nothing was resumed.");
        }
        return Integer.parseInt(number);
    }
}
