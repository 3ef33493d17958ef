/**
 * Instances: who they are, where they run, whether they live, and who continues whose work.
 *
 * <p>An instance is registered, gives signs of life, falls stale when they stop, comes back with the next one, is
 * closed, and may be superseded by another instance, once and for ever. Each change is a row in
 * {@code registry.supervisor_sessions} and, in the same transaction, an outbox entry that becomes an
 * {@link continuity.contracts.InstanceChanged}; its revision is raised under the row's lock.
 *
 * <p>All times are the database's. Rows are read and written by SQL alone, without an entity: a heartbeat and an insert
 * that must not fail on a taken id are single guarded statements, a second mapping of the same row beside them would be
 * one too many, and a database that is away shows itself in one way only.
 */
@NullMarked
package continuity.registry;

import org.jspecify.annotations.NullMarked;
