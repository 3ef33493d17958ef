/**
 * The audit trail. Commands (what agents did) come in as a stream, events (what it meant) state first; this package
 * holds what both share: reading a request of one or many, making values storable, saying no, and the weekly
 * partitions. Arrows point from {@code command} to {@code derive} and {@code event}, from {@code snippet} to
 * {@code event}, and from all of them to here.
 */
@NullMarked
package continuity.commandlog;

import org.jspecify.annotations.NullMarked;
