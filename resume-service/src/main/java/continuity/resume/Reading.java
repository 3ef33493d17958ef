package continuity.resume;

import continuity.resume.fold.Evidence;

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

    Reading join(Reading other) {
        return new Reading(instanceId, project, evidence.join(other.evidence), purges || other.purges);
    }
}
