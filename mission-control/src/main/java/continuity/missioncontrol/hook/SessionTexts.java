package continuity.missioncontrol.hook;

import com.fasterxml.jackson.databind.JsonNode;
import continuity.contracts.InstanceId;
import continuity.kit.text.PlainText;
import continuity.missioncontrol.forward.RecordedSession;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The sentences that are put into an agent's context. */
final class SessionTexts {

    private static final int MAX_NAMED = 3;
    private static final int MAX_DUTIES = 5;
    private static final int MAX_QUOTED = 120;

    private SessionTexts() {}

    static String identity(RecordedSession session) {
        var machine = session.machine();
        return "This session is recorded by Session Continuity as %s%s (project %s)."
                .formatted(session.instanceId(), machine == null ? "" : " on machine " + machine, session.project());
    }

    /** @param confidence how sure it is: high or low */
    static String cleared(String instanceId, String confidence) {
        return " It follows %s, which was cleared here a moment ago%s; the prompt `resume %s` restores that work."
                .formatted(
                        instanceId,
                        confidence.equals("high") ? "" : " (or another session that was)",
                        shortId(instanceId));
    }

    /** What the machine is for and which others there are, with a space before it; empty if nothing is known. */
    static String machine(JsonNode identity) {
        var here = identity.path("machine");
        var text = new StringBuilder();
        if (here.hasNonNull("role")) {
            text.append(" %s is a %s".formatted(here.path("name").asText(), bareWord(here, "role")));
            var duties = new ArrayList<String>();
            here.path("responsibilities")
                    .valueStream()
                    .limit(MAX_DUTIES)
                    .forEach(duty -> duties.add(quote(duty.asText())));
            text.append(duties.isEmpty() ? "." : "; its duties: " + String.join(", ", duties) + ".");
        }
        var others = new ArrayList<String>();
        identity.path("fleet").forEach(other -> others.add(other.path("name").asText() + inBrackets(other)));
        if (!others.isEmpty()) {
            text.append(" Other machines of the fleet: ").append(listed(others)).append('.');
        }
        return text.toString();
    }

    private static String inBrackets(JsonNode machine) {
        var known = Stream.of("role", "power_state")
                .filter(machine::hasNonNull)
                .map(field -> bareWord(machine, field))
                .collect(Collectors.joining(", "));
        return known.isEmpty() ? "" : " (" + known + ")";
    }

    /** Who else works on the project, and a warning where they may get into each other's way; with a space before. */
    static String colleagues(JsonNode colleagues) {
        if (colleagues.isEmpty()) {
            return "";
        }
        var who = new ArrayList<String>();
        var conflicts = new ArrayList<String>();
        for (var colleague : colleagues) {
            who.add(colleague.path("instance_id").asText() + with(" on ", colleague, "host_machine"));
            conflicts.add(conflict(colleague));
        }
        return " Working on this project right now: " + listed(who) + "."
                + conflicts.stream()
                        .filter(conflict -> !conflict.isEmpty())
                        .limit(MAX_NAMED)
                        .collect(Collectors.joining());
    }

    private static String conflict(JsonNode colleague) {
        var shared = new ArrayList<String>();
        if (colleague.path("same_directory").asBoolean()) {
            shared.add("works in this same directory");
        }
        if (colleague.path("same_branch").asBoolean()) {
            shared.add("is on the same branch " + quote(colleague.path("branch").asText()));
        }
        var files = new ArrayList<String>();
        colleague.path("common_files").forEach(file -> files.add(quote(file.asText())));
        if (!files.isEmpty()) {
            shared.add("has changed the same files: " + listed(files));
        }
        return shared.isEmpty()
                ? ""
                : " Warning: " + colleague.path("instance_id").asText() + " " + String.join(" and ", shared) + ".";
    }

    private static String listed(List<String> names) {
        var shown = names.stream().limit(MAX_NAMED).collect(Collectors.joining(", "));
        return names.size() <= MAX_NAMED ? shown : shown + " and %d more".formatted(names.size() - MAX_NAMED);
    }

    /** Stored text is data: short, on one line, and plainly somebody else's words. */
    private static String quote(String text) {
        var plain = text.codePoints()
                .filter(c -> !PlainText.steersTerminals(c) && c != '“' && c != '”')
                .limit(MAX_QUOTED + 1L)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return plain.codePointCount(0, plain.length()) > MAX_QUOTED
                ? "“" + plain.substring(0, plain.offsetByCodePoints(0, MAX_QUOTED)) + "…”"
                : "“" + plain + "”";
    }

    private static String bareWord(JsonNode node, String field) {
        var word = node.path(field).asText();
        return word.matches("[a-z]{1,20}") ? word : quote(word);
    }

    /** One sentence with a space before it; empty if there is nothing. */
    static String resumable(JsonNode candidates, String own) {
        if (!candidates.path("rule").asText().equals("latest")) { // else they are of other projects
            return "";
        }
        var named = new ArrayList<String>();
        var first = "";
        var count = 0;
        for (var match : candidates.path("matches")) {
            var id = match.path("instance_id").asText();
            if (!id.equals(own)) {
                count++;
                first = first.isEmpty() ? id : first;
                if (named.size() < MAX_NAMED) {
                    named.add(id + " (" + age(match) + ")");
                }
            }
        }
        if (count == 0) {
            return "";
        }
        return " %d interrupted session%s of this project can be resumed: %s%s. The prompt `resume %s` restores %s."
                .formatted(
                        count,
                        count == 1 ? "" : "s",
                        String.join(", ", named),
                        count > named.size() ? " and others" : "",
                        shortId(first),
                        count == 1 ? "it" : "the first");
    }

    /** @param question the resume service's list, and by which rule it came about */
    static String choice(JsonNode question) {
        var lines = new ArrayList<String>();
        var found = question.path("rule").asText().equals("latest_elsewhere")
                ? question.path("message").asText()
                : "Several sessions can be resumed";
        lines.add(found + ". The prompt `resume <number>` chooses one of this list:");
        for (var match : question.path("matches")) {
            lines.add("%s. %s%s%s%s%s, %s%s"
                    .formatted(
                            match.path("n").asText(),
                            match.path("instance_id").asText(),
                            with(" on machine ", match, "host_machine"),
                            quoted(" in ", match, "working_directory"),
                            word(", ", match, "client"),
                            word(", epic ", match, "current_epic"),
                            age(match),
                            quoted("; the last prompt was ", match, "goal")));
        }
        return lines.stream().collect(Collectors.joining("\n"));
    }

    static String takenOver(String successor) {
        return ("The work of this session was taken over by %s; what this session does now is still recorded, but belongs"
                        + " to the old instance. Once that one has stopped, the prompt `resume %s` takes the work back,"
                        + " in a new session (after /clear, for example).")
                .formatted(successor, shortId(successor));
    }

    static String notResumed(String detail) {
        return "Session Continuity resumed nothing: " + detail;
    }

    static String notRecorded(String detail) {
        return detail.isEmpty() ? "" : "Session Continuity does not record this session: " + detail;
    }

    /** Stored text: shown only if it is a bare word, which cannot be read as an instruction. */
    private static String word(String before, JsonNode match, String field) {
        var word = match.path(field).asText("");
        return word.matches("[A-Za-z0-9._-]{1,60}") ? before + word : "";
    }

    private static String quoted(String before, JsonNode match, String field) {
        return match.hasNonNull(field) ? before + quote(match.path(field).asText()) : "";
    }

    private static String with(String before, JsonNode match, String field) {
        return match.hasNonNull(field) ? before + match.path(field).asText() : "";
    }

    private static String shortId(String id) {
        return InstanceId.parse(id).map(InstanceId::hash).orElse(id);
    }

    private static String age(JsonNode match) {
        var minutes = Math.max(0, match.path("age_seconds").asLong()) / 60;
        if (minutes == 0) {
            return "last seen less than a minute ago";
        }
        if (minutes < 60) {
            return "last seen " + minutes + " min ago";
        }
        var hours = minutes / 60;
        return hours < 48 ? "last seen " + hours + " h ago" : "last seen " + hours / 24 + " days ago";
    }
}
