package continuity.checkpoint;

import java.time.Instant;

/**
 * Whether the next crossing of the context threshold calls for a checkpoint.
 *
 * @param since time of the heartbeat that decided it, in microseconds, as the database keeps it; older ones do not
 *     count any more
 */
record Armed(boolean armed, Instant since) {

    /** How every instance begins. */
    static final Armed INITIALLY = new Armed(true, Instant.EPOCH);
}
