package continuity.resume;

import continuity.resume.fold.Evidence;

/**
 * Which context is meant, and in which version it is stored; the caller may see it.
 *
 * @param life the newest sign of life, which is stored beside the state
 */
record ContextVersion(String instanceId, long version, Evidence life) {

    Context on(Context stored) {
        return stored.joined(life);
    }
}
