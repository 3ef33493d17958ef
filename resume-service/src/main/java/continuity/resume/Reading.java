package continuity.resume;

import continuity.contracts.HeartbeatAccepted;
import continuity.resume.fold.Evidence;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What one record, or several of one instance, tell.
 *
 * @param heartbeat the newest, if they tell of nothing but heartbeats
 * @param purges whether the instance is to be removed, whatever else is told of it
 */
record Reading(
        String instanceId,
        String project,
        Evidence evidence,
        @Nullable HeartbeatAccepted heartbeat,
        boolean purges) {

    Reading(String instanceId, String project, Evidence evidence) {
        this(instanceId, project, evidence, null, false);
    }

    static Reading of(HeartbeatAccepted heartbeat) {
        return new Reading(heartbeat.instanceId(), heartbeat.project(), Evidence.of(heartbeat), heartbeat, false);
    }

    static Reading ofPurge(String instanceId, String project) {
        return new Reading(instanceId, project, Evidence.NONE, null, true);
    }

    /** All that several of one instance tell. */
    static Reading joined(List<Reading> readings) {
        var heartbeats = readings.stream()
                .map(Reading::heartbeat)
                .filter(Objects::nonNull)
                .toList();
        return new Reading(
                readings.getFirst().instanceId(),
                readings.getFirst().project(),
                Evidence.joined(readings.stream().map(Reading::evidence).toList()),
                heartbeats.size() < readings.size()
                        ? null
                        : heartbeats.stream()
                                .max(Comparator.comparing(HeartbeatAccepted::at))
                                .orElseThrow(),
                readings.stream().anyMatch(Reading::purges));
    }
}
