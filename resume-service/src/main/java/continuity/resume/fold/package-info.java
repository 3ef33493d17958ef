/**
 * The fold: what an instance was doing, computed from its records in whatever order and however often they arrive.
 *
 * <p>Topics are not ordered among each other and records repeat. So nothing here is ever "applied": a record is read
 * into a small piece of {@link continuity.resume.fold.Evidence}, and pieces are joined. Joining is idempotent,
 * commutative and associative because everything is built from five parts that are: {@code Newest}, {@code Oldest},
 * {@code NewestFew}, {@code NewestByKey} and {@code Sequences}. What people see, the work state, is computed from the
 * evidence when somebody asks.
 *
 * <p>Pure: the JDK and the contracts, no framework, no clock, no I/O. Whoever changes what is read or how raises
 * {@link continuity.resume.fold.FoldVersion}.
 */
@NullMarked
package continuity.resume.fold;

import org.jspecify.annotations.NullMarked;
