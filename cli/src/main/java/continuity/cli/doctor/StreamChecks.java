package continuity.cli.doctor;

import continuity.cli.local.Part;
import continuity.cli.status.Streams;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;

/** The broker, its readers, and what they could not read. */
final class StreamChecks {

    private static final long FAR_BEHIND = 1000;

    private StreamChecks() {}

    static List<Finding> streams(Surroundings surroundings) throws InterruptedException {
        var broker = surroundings.running(Part.KAFKA);
        if (broker.isEmpty()) {
            return List.of();
        }
        try {
            return judge(Streams.read(surroundings.data(), broker.get().port(), Instant.now()));
        } catch (ExecutionException e) {
            return List.of(Finding.fail(
                    "broker",
                    "Kafka gives no answer: " + reason(e),
                    "./continuity logs kafka says why; ./continuity down and ./continuity up start it anew."));
        }
    }

    static List<Finding> judge(Streams streams) {
        var findings = new ArrayList<Finding>();
        findings.add(Finding.ok("broker", "Kafka answers with our password"));
        findings.addAll(lag(streams.lag()));
        findings.addAll(deadLetters(streams.deadLetters()));
        return findings;
    }

    private static List<Finding> lag(Map<String, Streams.Lag> groups) {
        var findings = new ArrayList<Finding>();
        groups.forEach((group, lag) -> {
            if (lag.members() == 0 && isOurs(group)) {
                findings.add(Finding.fail(
                        "lag",
                        "nobody reads for %s, %d records wait".formatted(group, lag.records()),
                        "./continuity logs %s says why.".formatted(group)));
            } else if (lag.records() > FAR_BEHIND && isOurs(group)) {
                findings.add(Finding.warn(
                        "lag",
                        "%s is %d records behind".formatted(group, lag.records()),
                        "Look again (./continuity status); if the number does not fall, ./continuity logs " + group));
            }
        });
        if (findings.isEmpty()) {
            var all = groups.entrySet().stream()
                    .map(group ->
                            "%s %d".formatted(group.getKey(), group.getValue().records()))
                    .collect(Collectors.joining(", "));
            findings.add(Finding.ok("lag", all.isEmpty() ? "nobody has read anything yet" : all + " records behind"));
        }
        return findings;
    }

    private static List<Finding> deadLetters(Map<String, Long> byTopic) {
        if (byTopic.isEmpty()) {
            return List.of(Finding.ok("dead letters", "none"));
        }
        return byTopic.entrySet().stream()
                .map(topic -> Finding.warn(
                        "dead letters",
                        "%s holds %d records that could not be read or stored"
                                .formatted(topic.getKey(), topic.getValue()),
                        "Nothing else waits for them; ./continuity logs says why they are there."))
                .toList();
    }

    private static String reason(ExecutionException e) {
        var cause = e.getCause();
        return String.valueOf(cause == null ? e.getMessage() : cause.getMessage());
    }

    private static boolean isOurs(String group) {
        return Arrays.stream(Part.values()).map(Part::title).anyMatch(group::equals);
    }
}
