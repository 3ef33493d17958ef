package continuity.resume;

/** Which context is meant, and in which version it is stored; the caller may see it. */
record ContextVersion(String instanceId, long version) {}
