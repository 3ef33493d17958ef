package continuity.resume;

import continuity.resume.fold.Evidence;
import java.util.List;

/**
 * What one record, or several of one instance, tell.
 *
 * @param purges whether the instance is to be removed, whatever else is told of it
 */
record Reading(String instanceId, String project, Evidence evidence, boolean purges) {

    Reading(String instanceId, String project, Evidence evidence) {
        this(instanceId, project, evidence, false);
    }

    static Reading ofPurge(String instanceId, String project) {
        return new Reading(instanceId, project, Evidence.NONE, true);
    }

    /** All that several of one instance tell. */
    static Reading joined(List<Reading> readings) {
        return new Reading(
                readings.getFirst().instanceId(),
                readings.getFirst().project(),
                Evidence.joined(readings.stream().map(Reading::evidence).toList()),
                readings.stream().anyMatch(Reading::purges));
    }
}
