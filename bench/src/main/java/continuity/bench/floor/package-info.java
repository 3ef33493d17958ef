/** The floors: the least that the same work can cost on this machine, without any code of ours. */
@NullMarked
package continuity.bench.floor;

import org.jspecify.annotations.NullMarked;
