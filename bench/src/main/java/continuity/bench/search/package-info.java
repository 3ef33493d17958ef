/** Search in a large command log. */
@NullMarked
package continuity.bench.search;

import org.jspecify.annotations.NullMarked;
