/**
 * Checkpoints: immutable snapshots of what an instance was doing, numbered 1, 2, 3 … within the instance.
 *
 * <p>One is made on request, when the context window crosses {@value CheckpointPolicy#CROSSING} %, and when an epic is
 * completed. The last two are first noted as pending {@link Trigger triggers}, in the transaction that consumes the
 * message, and frozen by the {@link TriggerWorker} as soon as the resume-service tells the state; so neither a crash
 * nor an absent neighbour loses one. Each checkpoint is told to others on {@code continuity.checkpoints}.
 *
 * <p>The two stores hold plain SQL: a row never changes after it was loaded, so there is nothing to map and to track.
 * The main path is {@link CheckpointService}.
 */
@NullMarked
package continuity.checkpoint;

import org.jspecify.annotations.NullMarked;
