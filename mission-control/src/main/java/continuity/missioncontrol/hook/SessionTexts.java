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
        return " %d interrupted session%s of this project can be resumed: %s%s. The prompt `resume %s` restores the first."
                .formatted(
                        count,
                        count == 1 ? "" : "s",
                        String.join(", ", named),
                        count > named.size() ? " and others" : "",
                        shortId(first));
    }

    static String choice(JsonNode matches) {
        var lines = new ArrayList<String>();
        lines.add("Several sessions can be resumed; the prompt `resume <number>` chooses one of this list:");
        for (var match : matches) {
            lines.add("%s. %s%s%s, %s"
                    .formatted(
                            match.path("n").asText(),
                            match.path("instance_id").asText(),
                            with(" on machine ", match, "host_machine"),
                            with(", epic ", match, "current_epic"),
                            age(match)));
        }
        return lines.stream().collect(Collectors.joining("\n"));
    }

    static String notResumed(String detail) {
        return "Session Continuity resumed nothing: " + detail;
    }

    static String notRecorded(String detail) {
        return detail.isEmpty() ? "" : "Session Continuity does not record this session: " + detail;
    }

    private static String with(String before, JsonNode match, String field) {
        return match.hasNonNull(field) ? before + match.path(field).asText() : "";
    }

    private static String shortId(String id) {
        return InstanceId.parse(id).map(InstanceId::hash).orElse(id);
    }

    private static String age(JsonNode match) {
        var minutes = Math.max(0, match.path("age_seconds").asLong()) / 60;
        if (minutes < 60) {
            return "last seen " + minutes + " min ago";
        }
        var hours = minutes / 60;
        return hours < 48 ? "last seen " + hours + " h ago" : "last seen " + hours / 24 + " days ago";
    }
}
