package continuity.cli.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import continuity.cli.terminal.ExitCode;
import continuity.cli.terminal.Figures;
import continuity.cli.terminal.PlainText;
import continuity.cli.terminal.Table;
import java.io.PrintWriter;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code archive}: commands and events that left the database, asked for with the operator's token. */
@Command(name = "archive", description = "Archive old commands and events, and bring them back.")
public final class ArchiveCommand implements Runnable {

    private static final String PATH = "/api/v1/archive";
    private static final int ACCEPTED = 202;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "list, run or restore?");
    }

    @Command(name = "list", description = "Show what is in the archive, week by week.")
    int list(@Mixin ApiOptions options) {
        var answer = done(options.operatorApi().get(PATH, Map.of()));
        if (options.json()) {
            out().println(PlainText.of(answer.body()));
        } else if (answer.body().path("weeks").isEmpty()) {
            out().println("Nothing is in the archive.");
        } else {
            out().print(archived(answer.body().path("weeks")));
        }
        return problems(answer.body().path("weeks")) ? ExitCode.FAILED : ExitCode.DONE;
    }

    @Command(
            name = "run",
            description = {
                "Archive the weeks that are old enough (90 days, unless set otherwise) and drop them from the database.",
                "This happens once a day by itself."
            })
    int run(
            @Mixin ApiOptions options,
            @Option(names = "--dry-run", description = "Change nothing; show which weeks would leave.")
                    boolean dryRun) {
        var request = JsonNodeFactory.instance.objectNode().put("dry_run", dryRun);
        var answer = done(options.operatorApi().post(PATH + "/run", request));
        var weeks = answer.body().path("weeks");
        if (options.json()) {
            out().println(PlainText.of(answer.body()));
        } else if (answer.status() == ACCEPTED) {
            out().println("It goes on by itself; ./continuity %s."
                    .formatted(dryRun ? "logs command-log shows what it finds" : "archive list shows what is done"));
        } else if (weeks.isEmpty()) {
            out().println("No week is old enough.");
        } else {
            out().print(leaving(weeks, dryRun));
        }
        return problems(weeks) ? ExitCode.FAILED : ExitCode.DONE;
    }

    @Command(
            name = "restore",
            description = {
                "Bring days back into the database, for a week at least.",
                "As in: ./continuity archive restore 2026-08-10..2026-08-12"
            })
    int restore(
            @Mixin ApiOptions options,
            @Parameters(paramLabel = "DAY[..DAY]", description = "A day, or the first and the last of several.")
                    String days) {
        if (!days.matches("\\d{4}-\\d\\d-\\d\\d(\\.\\.\\d{4}-\\d\\d-\\d\\d)?")) {
            throw new ParameterException(spec.commandLine(), "Days look like 2026-08-10 or 2026-08-10..2026-08-12.");
        }
        var ends = days.split("\\.\\.", 2);
        var request = JsonNodeFactory.instance.objectNode().put("from", ends[0]).put("to", ends[ends.length - 1]);
        var answer = done(options.operatorApi().post(PATH + "/restore", request));
        if (options.json()) {
            out().println(PlainText.of(answer.body()));
        } else if (answer.status() == ACCEPTED) {
            out().println("It goes on by itself; the same again tells when it is done.");
        } else {
            out().printf(
                            "%d commands and %d events are back, until %s at least; %d were there already or are purged.%n",
                            answer.body().path("restored_commands").asLong(),
                            answer.body().path("restored_events").asLong(),
                            day(answer.body(), "kept_until"),
                            answer.body().path("skipped").asLong());
        }
        return ExitCode.DONE;
    }

    private static Table archived(JsonNode weeks) {
        var table = new Table("WEEK", "FROM", "COMMANDS", "EVENTS", "SIZE", "WRITTEN", "IN DATABASE");
        for (var week : weeks) {
            table.add(
                    Wording.text(week, "week"),
                    Wording.text(week, "first_day"),
                    rows(week, "commands"),
                    rows(week, "events"),
                    Figures.bytes(week.path("bytes").asLong()),
                    day(week, "written_at"),
                    (week.path("in_database").asBoolean() ? "yes" : "no") + problem(week));
        }
        return table;
    }

    private static String rows(JsonNode week, String table) {
        return Long.toString(week.path("files")
                .valueStream()
                .filter(file -> file.path("table").asText().equals(table))
                .mapToLong(file -> file.path("rows").asLong())
                .sum());
    }

    private static Table leaving(JsonNode weeks, boolean dryRun) {
        var table = new Table("WEEK", "FROM", "COMMANDS", "EVENTS", "IN DATABASE", "ARCHIVED", "DROPPED");
        for (var week : weeks) {
            table.add(
                    Wording.text(week, "week"),
                    Wording.text(week, "first_day"),
                    week.path("commands").asText(),
                    week.path("events").asText(),
                    Figures.bytes(week.path("table_bytes").asLong()),
                    dryRun ? Wording.UNKNOWN : Figures.bytes(week.path("bytes").asLong()),
                    dropped(week, dryRun));
        }
        return table;
    }

    private static String dropped(JsonNode week, boolean dryRun) {
        if (dryRun && problem(week).isEmpty()) {
            return "would be";
        }
        return week.path("dropped").asBoolean() ? "yes" : "no" + problem(week);
    }

    private static String problem(JsonNode week) {
        return week.path("problem").isTextual() ? ": " + Wording.text(week, "problem") : "";
    }

    private static boolean problems(JsonNode weeks) {
        return weeks.valueStream().anyMatch(week -> week.path("problem").isTextual());
    }

    private static String day(JsonNode node, String field) {
        var time = Wording.text(node, field);
        return PlainText.oneLine(time.substring(0, Math.min(10, time.length())));
    }

    /** With the way out that only this machine knows. */
    private static Answer done(Answer answer) {
        if (answer.isDone()) {
            return answer;
        }
        throw switch (answer.code()) {
            case "not_archived" -> answer.refusal("./continuity archive list shows what there is.");
            case "archive_busy" -> answer.refusal("./continuity logs command-log shows what it does.");
            default -> answer.refusal();
        };
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
