/**
 * What the services agree on: ids and names with their rules, one record per Kafka message, the event catalogue and the
 * work-state document.
 *
 * <p>Plain Java. Messages only ever gain fields; readers ignore what they do not know.
 */
@NullMarked
package continuity.contracts;

import org.jspecify.annotations.NullMarked;
