/**
 * Bringing a work state back: {@code resume 8f4a2b}, on any machine.
 *
 * <p>{@link continuity.resume.ContextMessages} reads every record about an instance and
 * {@link continuity.resume.ContextProjection} joins it to the instance's stored evidence.
 * {@link continuity.resume.ResumeService} lets {@link continuity.resume.Targets} find the instance that a request
 * means, or a numbered list, {@link continuity.resume.Claims} ask the registry for the succession, and words the
 * packet.
 *
 * <p>What is known of an instance is computed in {@link continuity.resume.fold}; how it is said stands in
 * {@link continuity.resume.packet}.
 */
@NullMarked
package continuity.resume;

import org.jspecify.annotations.NullMarked;
