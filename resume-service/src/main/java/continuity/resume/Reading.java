package continuity.resume;

import continuity.resume.fold.Evidence;

/** What one record, or several of one instance, tell. */
record Reading(String instanceId, String project, Evidence evidence) {

    Reading join(Reading other) {
        return new Reading(instanceId, project, evidence.join(other.evidence));
    }
}
