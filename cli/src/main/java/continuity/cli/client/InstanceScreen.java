package continuity.cli.client;

import com.fasterxml.jackson.databind.JsonNode;
import continuity.cli.terminal.PlainText;
import java.util.function.Function;

/** One instance for people: who and where it is, then what it was doing. What is unknown or empty takes no room. */
final class InstanceScreen {

    private static final int LINES_PER_LIST = 10;
    private static final int LONGEST_LINE = 160;
    private static final int HASH_LENGTH = 12;

    private final StringBuilder text = new StringBuilder();
    private boolean active;

    void instance(JsonNode instance) {
        active = Wording.text(instance, "status").equals("active");
        line(Wording.text(instance, "instance_id"));
        field("Machine", Wording.text(instance, "host_machine"));
        field("Directory", Wording.text(instance, "working_directory"));
        field("Agent", Wording.text(instance, "client"));
        field("Status", "%s, heard of %s ago".formatted(Wording.status(instance), Wording.age(instance)));
        field("Context", Wording.percent(instance, "context_percent"));
        field("Epic", Wording.epic(instance));
        field("Continues", Wording.text(instance, "resumed_from"));
        field("Cleared from", clearedFrom(instance));
        field("Continued by", Wording.text(instance, "superseded_by"));
    }

    void workState(JsonNode state) {
        atThisMoment(state);
        goal(
                quoted(state.path("goal").path("first_prompt")),
                quoted(state.path("goal").path("latest_prompt")));
        list("Files", state.path("files"), file -> Wording.text(file, "status") + " " + Wording.text(file, "path"));
        more(state.path("files_omitted").asInt());
        tests(state.path("tests"));
        git(state.path("git"));
        list("Last commands", state.path("last_commands"), InstanceScreen::command);
        list("Open errors", state.path("open_errors"), InstanceScreen::openError);
    }

    /** Adds a line; an empty one is left out. */
    void line(String line) {
        var plain = PlainText.oneLine(line);
        if (!plain.isEmpty()) {
            text.append("  ").append(shortened(plain)).append('\n');
        }
    }

    @Override
    public String toString() {
        return text.toString();
    }

    private void atThisMoment(JsonNode state) {
        var tool = state.path("running_tool");
        var call = tool.isObject() ? Wording.text(tool, "tool") + " " + Wording.text(tool, "target") : Wording.UNKNOWN;
        var awaited = state.path("awaited_input");
        if (active && awaited.isObject()) {
            field("Needs input", quoted(awaited.path("message")) + (tool.isObject() ? " for " + call : ""));
        } else {
            field(active ? "Running" : "Was running", call);
        }
    }

    private void goal(String first, String latest) {
        if (!first.isEmpty() || !latest.isEmpty()) {
            section("Goal");
            line(first);
            line(latest.equals(first) ? "" : latest);
        }
    }

    private void tests(JsonNode tests) {
        if (tests.isObject()) {
            section("Tests");
            line("%d passed, %d failed"
                    .formatted(
                            tests.path("passed").asInt(), tests.path("failed").asInt()));
            tests.path("failing").forEach(name -> line("failing: " + name.asText()));
        }
    }

    /** The session that was cleared to begin this one; with several to choose from it is a guess. */
    private static String clearedFrom(JsonNode instance) {
        var previous = Wording.text(instance, "previous_instance_id");
        return instance.path("link_confidence").asText().equals("low") ? previous + " (perhaps)" : previous;
    }

    private void git(JsonNode git) {
        if (git.path("branch").isTextual()) {
            section("Git");
            line("on branch " + git.path("branch").asText() + distance(git));
        } else if (git.path("head").isTextual()) {
            section("Git");
            line("on no branch, at " + hash(git.path("head").asText()));
        }
        list(
                "Recent commits",
                git.path("recent_commits"),
                commit -> hash(Wording.text(commit, "hash")) + " " + Wording.text(commit, "message"));
        list("In conflict", git.path("unmerged"), JsonNode::asText);
        list("Uncommitted", git.path("uncommitted"), JsonNode::asText);
        more(git.path("uncommitted_omitted").asInt());
    }

    private static String distance(JsonNode git) {
        return git.path("ahead").isInt() && git.path("behind").isInt()
                ? ", %d ahead of and %d behind %s"
                        .formatted(git.path("ahead").asInt(), git.path("behind").asInt(), Wording.text(git, "upstream"))
                : "";
    }

    private static String hash(String hash) {
        return hash.length() <= HASH_LENGTH ? hash : hash.substring(0, HASH_LENGTH);
    }

    private static String command(JsonNode command) {
        var success = command.path("success");
        var mark = !success.isBoolean() ? "· " : success.asBoolean() ? "✓ " : "✗ ";
        var tool = command.path("tool").isTextual() ? Wording.text(command, "tool") : Wording.text(command, "action");
        return mark + tool + " " + Wording.text(command, "target");
    }

    private static String openError(JsonNode error) {
        return "%s %s: %s"
                .formatted(Wording.text(error, "tool"), Wording.text(error, "target"), Wording.text(error, "message"));
    }

    /** A prompt, as the object that it is or as bare text. */
    private static String quoted(JsonNode said) {
        var words = said.isTextual() ? said.asText() : said.path("text").asText();
        return words.isEmpty() ? "" : "“" + words + "”";
    }

    private void list(String title, JsonNode entries, Function<JsonNode, String> worded) {
        if (entries.isEmpty()) {
            return;
        }
        section(title);
        var shown = 0;
        for (var entry : entries) {
            if (shown == LINES_PER_LIST) {
                break;
            }
            line(worded.apply(entry));
            shown++;
        }
        more(entries.size() - shown);
    }

    private void more(int count) {
        if (count > 0) {
            line("… and %d more".formatted(count));
        }
    }

    private void section(String title) {
        text.append('\n').append(title).append('\n');
    }

    private void field(String name, String value) {
        if (!value.equals(Wording.UNKNOWN)) {
            line("%-13s%s".formatted(name, PlainText.oneLine(value)));
        }
    }

    private static String shortened(String line) {
        return line.codePointCount(0, line.length()) <= LONGEST_LINE
                ? line
                : line.substring(0, line.offsetByCodePoints(0, LONGEST_LINE - 1)) + "…";
    }
}
