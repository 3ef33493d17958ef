/**
 * State first: a row and the wish to tell others commit together; a relay tells them, in order per key, at least once.
 */
@NullMarked
package continuity.kit.outbox;

import org.jspecify.annotations.NullMarked;
