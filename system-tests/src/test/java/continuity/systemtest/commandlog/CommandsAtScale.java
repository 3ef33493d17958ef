package continuity.systemtest.commandlog;

import static continuity.systemtest.Questions.ok;
import static java.nio.charset.StandardCharsets.UTF_8;

import continuity.contracts.CommandLogged;
import continuity.systemtest.Percentiles;
import continuity.systemtest.Questions;
import continuity.systemtest.ServiceClient;
import continuity.systemtest.ServiceCluster;
import continuity.systemtest.StatementLog;
import continuity.testkit.TestTokens;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What each search in a log of 1,000,000 commands takes, over HTTP, one caller at a time, page and count together.
 *
 * <p>{@code CommandsAtScale [commands] [rounds]} prints a table, bytes per command, and the plans of the statements.
 */
final class CommandsAtScale {

    static final int COMMANDS = 1_000_000;

    /** How often each question is asked, after a third as many times that do not count. */
    static final int ROUNDS = 200;

    private static final double LIMIT_MILLIS = 100;

    private final Random random = new Random(1_000_000);
    private final ServiceCluster cluster;
    private final int rounds;
    private final List<String> ids = new ArrayList<>();
    private final List<String> paths = new ArrayList<>();
    private final List<String> commits = new ArrayList<>();

    private CommandsAtScale(ServiceCluster cluster, int rounds) {
        this.cluster = cluster;
        this.rounds = rounds;
    }

    /**
     * @param walked ids on all pages of an instance's list, in their order
     * @param total of that list, as each page said
     * @param bytes per command, by part of the table
     * @param loading how long it took to fill the table
     * @param millis by question
     * @param plans by question, the statements as the service sent them
     */
    record Result(
            List<String> walked,
            Set<Long> total,
            String bytes,
            Duration loading,
            Map<String, Percentiles> millis,
            Map<String, List<String>> plans) {

        @Override
        public String toString() {
            return Questions.table(millis, LIMIT_MILLIS) + "\n" + bytes + "loaded in " + loading.toSeconds() + " s";
        }
    }

    public static void main(String[] args) throws Exception {
        var commands = args.length > 0 ? Integer.parseInt(args[0]) : COMMANDS;
        var rounds = args.length > 1 ? Integer.parseInt(args[1]) : ROUNDS;
        var result = run(ServiceCluster.directory("commands"), commands, rounds);
        result.plans().forEach((question, plans) -> {
            System.out.println("== " + question);
            plans.forEach(System.out::println);
        });
        System.out.println(result);
    }

    static Result run(Path directory, int commands, int rounds) throws IOException, InterruptedException, SQLException {
        try (var cluster = ServiceCluster.start(directory, "command_log")) {
            return new CommandsAtScale(cluster, rounds).run(commands);
        }
    }

    private Result run(int commands) throws IOException, InterruptedException, SQLException {
        var service = cluster.startReplicas(1, Map.of()).getFirst();
        try (var owner = cluster.asOwner();
                var superuser = cluster.asSuperuser();
                var client = new ServiceClient(TestTokens.admin());
                var viewer =
                        new ServiceClient(TestTokens.viewer(CommandHistory.project(7), CommandHistory.project(23)))) {
            var begin = Instant.now();
            var loader = new CommandLoader(owner);
            loader.load(history(commands));
            var loading = Duration.between(begin, Instant.now());
            var total = new LinkedHashSet<Long>();
            var walked = walk(client, service.url(), total);
            var millis = questions(client, viewer, service.url(), owner).measure(rounds);
            service.stop();

            StatementLog.explainAll(superuser, "command_log_app");
            var explained = cluster.startReplicas(1, Map.of()).getFirst();
            var plans = explain(questions(client, viewer, explained.url(), owner));
            return new Result(walked, total, loader.bytesPerCommand(commands), loading, millis, plans);
        }
    }

    private Stream<CommandLogged> history(int commands) {
        var history = new CommandHistory(commands, Instant.now());
        return IntStream.range(0, commands).mapToObj(n -> {
            var told = history.tell(n);
            if (n % Math.max(1, commands / 5_000) == 0) {
                remember(told);
            }
            return told.command();
        });
    }

    private void remember(CommandHistory.Told told) {
        ids.add(told.command().commandId().toString());
        if (told.path() != null) {
            paths.add(told.path());
        }
        if (told.commit() != null) {
            commits.add(told.commit());
        }
    }

    /** All pages of the instance that has least. */
    private static List<String> walk(ServiceClient client, URI service, Set<Long> total)
            throws IOException, InterruptedException {
        var walked = new ArrayList<String>();
        var list = "/api/v1/commands?limit=10&instance_id=" + CommandHistory.instance(CommandHistory.INSTANCES - 1);
        var cursor = "";
        do {
            var page = ServiceClient.json(ok(client.get(service.resolve(list + cursor))));
            page.path("commands")
                    .forEach(command -> walked.add(command.path("command_id").asText()));
            total.add(page.path("total_count").asLong());
            cursor = page.path("next_cursor").isTextual()
                    ? "&cursor=" + page.path("next_cursor").asText()
                    : "";
        } while (!cursor.isEmpty());
        return walked;
    }

    private Questions questions(ServiceClient client, ServiceClient viewer, URI service, Connection database) {
        var questions = new Questions();
        questions.addFloors(database, () -> ok(client.get(service.resolve("/q/health/live"))));
        var search = new Search(questions, client, service);
        questions.add("by id", () -> ok(client.get(service.resolve("/api/v1/commands/" + any(ids)))));
        search.add("newest of all", () -> "");
        search.add("newest of a project", () -> "project=" + project());
        search.add("newest of an instance", () -> "instance_id=" + instance());
        search.add("newest of a machine with a tool", () -> "tool_name=Grep&machine=" + machine());
        search.add("failures", () -> "success=false");
        search.add("failures of a machine", () -> "success=false&machine=" + machine());
        search.add("a frequent tag", () -> "tag=epic-7");
        search.add("a rare tag", () -> "tag=" + CommandHistory.RARE_TAG);
        search.add("the last hour", () -> "from=" + Instant.now().minus(Duration.ofHours(1)));
        search.add("q: command id", () -> q(any(ids)));
        search.add("q: commit hash", () -> q(any(commits)));
        search.add("q: 7 digits of a hash", () -> q(any(commits).substring(0, 7)));
        search.add("q: file name", () -> q(CommandHistory.name(any(paths))));
        search.add("q: end of a path", () -> {
            var path = any(paths);
            return q(path.substring(path.indexOf("/src/") + 1));
        });
        search.add("q: rare word", () -> q(CommandHistory.rareWord(random)));
        search.add("q: no such word", () -> q("nosuchword"));
        search.add("q: word of 1 in 100", () -> q(CommandHistory.word(150 + random.nextInt(50))));
        search.add("q: word of 1 in 20", () -> q(CommandHistory.word(15 + random.nextInt(5))));
        search.add("q: frequent word", () -> q(CommandHistory.FREQUENT));
        search.add("q: frequent word, 1000 rows", () -> q(CommandHistory.FREQUENT) + "&limit=1000");
        search.add("q: frequent word + project", () -> q(CommandHistory.FREQUENT) + "&project=" + project());
        search.add("q: frequent word + instance", () -> q(CommandHistory.FREQUENT) + "&instance_id=" + instance());
        search.add(
                "q: frequent word + machine + tool",
                () -> q(CommandHistory.FREQUENT) + "&tool_name=Grep&machine=" + machine());
        search.add("q: frequent word + rare tag", () -> q(CommandHistory.FREQUENT) + "&tag=" + CommandHistory.RARE_TAG);
        search.add(
                "q: frequent word + a day",
                () -> q(CommandHistory.FREQUENT) + "&from="
                        + Instant.now().minus(Duration.ofDays(3)) + "&to="
                        + Instant.now().minus(Duration.ofDays(2)));
        search.add("q: three frequent words", () -> q(CommandHistory.FREQUENT + " java stdout home"));
        search.add(
                "q: frequent and rare word", () -> q(CommandHistory.FREQUENT + " " + CommandHistory.rareWord(random)));
        search.add("q: word that was frequent once", () -> q(CommandHistory.FORMER));
        var other = new Search(questions, viewer, service);
        other.add("q: frequent word, a viewer of two projects", () -> q(CommandHistory.FREQUENT));
        other.add("q: rare word, a viewer of two projects", () -> q(CommandHistory.rareWord(random)));
        return questions;
    }

    private record Search(Questions questions, ServiceClient client, URI service) {

        void add(String name, Supplier<String> parameters) {
            questions.add(name, () -> ok(client.get(service.resolve("/api/v1/commands?" + parameters.get()))));
        }
    }

    private static String q(String text) {
        return "q=" + URLEncoder.encode(text, UTF_8);
    }

    private String project() {
        return CommandHistory.project(random.nextInt(CommandHistory.PROJECTS));
    }

    private String instance() {
        return CommandHistory.instance(random.nextInt(CommandHistory.INSTANCES));
    }

    private String machine() {
        return CommandHistory.machine(random.nextInt(CommandHistory.MACHINES));
    }

    private <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    /** Asks everything several times, so that plans are those of a service that has been running; keeps the last. */
    private Map<String, List<String>> explain(Questions questions)
            throws IOException, InterruptedException, SQLException {
        for (var round = 0; round < 6; round++) {
            for (var question : questions.all().values()) {
                question.ask();
            }
        }
        var plans = new LinkedHashMap<String, List<String>>();
        for (var question : questions.all().entrySet()) {
            var known = StatementLog.read(cluster.databaseLog()).size();
            question.getValue().ask();
            plans.put(
                    question.getKey(),
                    StatementLog.read(cluster.databaseLog()).stream()
                            .skip(known)
                            .filter(entry -> entry.text().contains("FROM command_log.command_log"))
                            .map(entry -> entry.millis() + " ms\n" + entry.text())
                            .toList());
        }
        return plans;
    }
}
