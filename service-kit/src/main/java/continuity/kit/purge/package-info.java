/**
 * Removing all that a service keeps of an instance, for good: a tombstone keeps away what arrives late.
 *
 * <p>The service's schema provides the table {@code tombstones} and three functions of its owner: {@code purged},
 * {@code bury} and {@code purge_instance}.
 */
@NullMarked
package continuity.kit.purge;

import org.jspecify.annotations.NullMarked;
