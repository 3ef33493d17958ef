/**
 * The event store: what happened to each instance, numbered 1, 2, 3 … without gap. Clients emit events, commands give
 * rise to them, and the lifecycle of instances and checkpoints, read from Kafka, adds its own. Every append is one
 * transaction under the lock of the instance's head; the outbox then tells {@code continuity.events}. What an append
 * writes is decided by {@link continuity.commandlog.event.AppendPlan}, which is pure.
 */
@NullMarked
package continuity.commandlog.event;

import org.jspecify.annotations.NullMarked;
