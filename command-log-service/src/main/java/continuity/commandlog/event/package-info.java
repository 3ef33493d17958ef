/**
 * The event store: what happened to each instance, numbered 1, 2, 3 … without gap. Clients emit events, commands give
 * rise to them, and the lifecycle of instances and checkpoints, read from Kafka, adds its own. Every append is one
 * transaction under the lock of the instance's head; the outbox then tells {@code continuity.events}. What an append
 * writes is decided by {@link continuity.commandlog.event.AppendPlan}, which is pure.
 *
 * <p>Reading is {@link continuity.commandlog.event.EventHistory}'s: lists and lineage bring a bounded part of a history
 * into memory, statistics are made by the database, and an export passes through batch by batch.
 */
@NullMarked
package continuity.commandlog.event;

import org.jspecify.annotations.NullMarked;
