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

    /**
     * All that several of one instance tell. By halves: what is joined is sorted anew, and one after the other the long
     * list of all before would be sorted for each that follows.
     */
    static Reading joined(List<Reading> readings) {
        if (readings.size() == 1) {
            return readings.getFirst();
        }
        var middle = readings.size() / 2;
        return joined(readings.subList(0, middle)).join(joined(readings.subList(middle, readings.size())));
    }

    private Reading join(Reading other) {
        return new Reading(instanceId, project, evidence.join(other.evidence), purges || other.purges);
    }
}
