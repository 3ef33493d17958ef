package continuity.contracts;

import java.time.Instant;

/**
 * A machine of the fleet changed. Topic {@link Topics#MACHINES}, key machine name, producer power-service, compacted.
 *
 * @param revision raised with each change of the machine, from 1: consumers keep the highest
 * @param removed whether it no longer belongs to the fleet; {@code machine} is its last state then
 * @param changedAt server time
 */
public record MachineChanged(Machine machine, long revision, boolean removed, Instant changedAt) {}
