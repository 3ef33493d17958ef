/** How fast a resume is when much is stored: many instances, many commands, many records of one instance. */
@NullMarked
package continuity.bench.latency;

import org.jspecify.annotations.NullMarked;
