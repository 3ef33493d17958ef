package continuity.cli.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import continuity.cli.terminal.CommandFailed;
import continuity.cli.terminal.ExitCode;
import continuity.cli.terminal.PlainText;
import continuity.cli.terminal.Table;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code token}: access tokens for other machines and people, asked for with the operator's token. */
@Command(name = "token", description = "Make, list and revoke access tokens, for other machines and people.")
public final class TokenCommand implements Runnable {

    private static final String PATH = "/api/v1/tokens";

    private static final ObjectMapper JSON = new ObjectMapper();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "create, list or revoke?");
    }

    @Command(
            name = "create",
            description = {
                "Make a token and print it, this once: nothing but the token to standard output, what it is to standard"
                        + " error.",
                "As in: (umask 077; ./continuity token create --role agent --project odin --machine laptop > token)"
            })
    int create(
            @Mixin ApiOptions options,
            @Option(
                            names = "--role",
                            paramLabel = "ROLE",
                            required = true,
                            split = ",",
                            description = "viewer, agent, operator or admin; several with commas.")
                    List<String> roles,
            @Option(
                            names = "--project",
                            paramLabel = "P",
                            required = true,
                            split = ",",
                            description = "What it reaches; several with commas, '*' for all.")
                    List<String> projects,
            @Option(
                            names = "--machine",
                            paramLabel = "M",
                            description = "The only machine that it writes for (default: any).")
                    @Nullable
                    String machine,
            @Option(
                            names = "--ttl",
                            paramLabel = "TIME",
                            description = "How long it counts, as in 90d (the default), 12h, 30m; at most 366d.")
                    @Nullable
                    String ttl,
            @Option(
                            names = "--subject",
                            paramLabel = "NAME",
                            description = "Who holds it, as logs call it (default: the machine).")
                    @Nullable
                    String subject,
            @Option(names = "--description", paramLabel = "TEXT", description = "What it is for.") @Nullable
                    String description) {
        var request = JsonNodeFactory.instance.objectNode();
        roles.forEach(request.putArray("roles")::add);
        projects.forEach(request.putArray("projects")::add);
        put(request, "machine", machine);
        put(request, "ttl", ttl);
        put(request, "subject", subject);
        put(request, "description", description);
        var made = done(options.operatorApi().post(PATH, request));
        if (options.json()) {
            out().println(PlainText.of(made));
        } else {
            out().println(PlainText.oneLine(made.path("token").asText()));
            err().printf(
                            "Token %s of %s, until %s. It is not shown again; ./continuity token revoke %1$s takes it back.%n",
                            line(made, "token_id"), line(made, "subject"), line(made, "expires_at"));
        }
        return ExitCode.DONE;
    }

    @Command(name = "list", description = "Show who has one, the newest first; never the tokens themselves.")
    int list(
            @Mixin ApiOptions options,
            @Option(names = "--all", description = "Expired and revoked ones too.") boolean all) {
        var query = Map.of("active_only", all ? "" : "true", "limit", "1000");
        var answer = done(options.operatorApi().get(PATH, query));
        if (options.json()) {
            out().println(PlainText.of(answer));
        } else if (answer.path("tokens").isEmpty()) {
            out().println("No tokens but those in the data directory"
                    + (all ? "." : "; --all shows those that ended."));
        } else {
            out().print(table(answer.path("tokens")));
            if (answer.path("next_cursor").isTextual()) {
                out().println("… and older ones.");
            }
        }
        return ExitCode.DONE;
    }

    @Command(
            name = "revoke",
            description = {
                "Take a token back, for ever; within five seconds nobody accepts it.",
                "A token that token list does not show, such as the one in the data directory, is named by its file; the"
                        + " next ./continuity up makes another when that file was deleted."
            })
    int revoke(
            @Mixin ApiOptions options,
            @Parameters(arity = "0..1", paramLabel = "ID", description = "Its id, as token list shows it.") @Nullable
                    String id,
            @Option(names = "--file", paramLabel = "FILE", description = "The token in this file, whoever made it.")
                    @Nullable
                    Path file)
            throws IOException {
        if ((id == null) == (file == null)) {
            throw new ParameterException(spec.commandLine(), "Which one: ID or --file FILE?");
        }
        var answer = done(file == null ? revoke(options, String.valueOf(id), "") : revoke(options, idIn(file), "true"));
        if (options.json()) {
            out().println(PlainText.of(answer));
        } else {
            out().printf("Token %s of %s is revoked.%n", line(answer, "token_id"), line(answer, "subject"));
        }
        return ExitCode.DONE;
    }

    private static Answer revoke(ApiOptions options, String id, String unlisted) {
        return options.operatorApi().delete(PATH + "/" + ContinuityApi.encode(id), Map.of("unlisted", unlisted));
    }

    /** The {@code jti} of the token in a file; whether it is a good token does not matter. */
    private static String idIn(Path file) throws IOException {
        try {
            var parts = Files.readString(file).strip().split("\\.", -1);
            var id = parts.length == 3
                    ? JSON.readTree(Base64.getUrlDecoder().decode(parts[1]))
                            .path("jti")
                            .asText()
                    : "";
            if (!id.isEmpty()) {
                return id;
            }
        } catch (JsonProcessingException | IllegalArgumentException unreadable) {
            // said below
        }
        throw CommandFailed.because("There is no token with an id in " + file);
    }

    private static Table table(JsonNode tokens) {
        var table = new Table("ID", "SUBJECT", "ROLES", "PROJECTS", "MACHINE", "STATUS", "EXPIRES", "DESCRIPTION");
        for (var token : tokens) {
            var expires = Wording.text(token, "expires_at");
            table.add(
                    Wording.text(token, "token_id"),
                    Wording.text(token, "subject"),
                    texts(token.path("roles")),
                    texts(token.path("projects")),
                    Wording.text(token, "machine"),
                    Wording.text(token, "status"),
                    expires.substring(0, Math.min(10, expires.length())), // the date
                    Wording.text(token, "description"));
        }
        return table;
    }

    private static String texts(JsonNode array) {
        var texts = array.valueStream().map(JsonNode::asText).collect(Collectors.joining(","));
        return texts.isEmpty() ? Wording.UNKNOWN : texts;
    }

    private static String line(JsonNode node, String field) {
        return PlainText.oneLine(Wording.text(node, field));
    }

    private static void put(ObjectNode request, String name, @Nullable String value) {
        if (value != null) {
            request.put(name, value);
        }
    }

    private static JsonNode done(Answer answer) {
        if (!answer.isDone()) {
            throw answer.refusal();
        }
        return answer.body();
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    private PrintWriter err() {
        return spec.commandLine().getErr();
    }
}
