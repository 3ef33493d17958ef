package continuity.contracts;

/** What an agent looks after: one project (project supervisor) or several (meta supervisor). */
public enum InstanceType {
    PS,
    MS
}
