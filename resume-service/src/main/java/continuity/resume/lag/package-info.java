/**
 * How far the projection is behind, so that a resume can say what it may not know.
 *
 * <p>{@link continuity.resume.lag.TopicPositions} compares the ends of the instance's partitions with what the replicas
 * have committed, and the command log says how far its events go. {@link continuity.resume.lag.LagMeter} asks both at
 * once and waits a moment for what is just being read, within a budget: who does not answer is told as not checked.
 */
@NullMarked
package continuity.resume.lag;

import org.jspecify.annotations.NullMarked;
