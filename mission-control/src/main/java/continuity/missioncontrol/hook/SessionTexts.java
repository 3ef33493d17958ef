package continuity.missioncontrol.hook;

import com.fasterxml.jackson.databind.JsonNode;
import continuity.contracts.InstanceId;
import continuity.missioncontrol.forward.RecordedSession;
import java.util.ArrayList;
import java.util.stream.Collectors;

/** The sentences that are put into an agent's context. */
final class SessionTexts {

    private static final int MAX_NAMED = 3;

    private SessionTexts() {}

    static String identity(RecordedSession session) {
        var machine = session.machine();
        return "This session is recorded by Session Continuity as %s%s (project %s)."
                .formatted(session.instanceId(), machine == null ? "" : " on machine " + machine, session.project());
    }

    /** One sentence with a space before it; empty if there is nothing. */
    static String resumable(JsonNode matches, String own) {
        var named = new ArrayList<String>();
        var first = "";
        var count = 0;
        for (var match : matches) {
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
                ? "No session of this project can be resumed, but these of other projects can"
                : "Several sessions can be resumed";
        lines.add(found + "; the prompt `resume <number>` chooses one of this list:");
        for (var match : question.path("matches")) {
            lines.add("%s. %s%s%s, %s"
                    .formatted(
                            match.path("n").asText(),
                            match.path("instance_id").asText(),
                            with(" on machine ", match, "host_machine"),
                            epic(match),
                            age(match)));
        }
        return lines.stream().collect(Collectors.joining("\n"));
    }

    static String takenOver(String successor) {
        return ("The work of this session was taken over by %s; what this session does now is still recorded, but belongs"
                        + " to the old instance.")
                .formatted(successor);
    }

    static String notResumed(String detail) {
        return "Session Continuity resumed nothing: " + detail;
    }

    static String notRecorded(String detail) {
        return detail.isEmpty() ? "" : "Session Continuity does not record this session: " + detail;
    }

    /** Stored text: shown only if it is a bare word, which cannot be read as an instruction. */
    private static String epic(JsonNode match) {
        var epic = match.path("current_epic").asText("");
        return epic.matches("[A-Za-z0-9._-]{1,60}") ? ", epic " + epic : "";
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
