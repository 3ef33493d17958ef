@NullMarked
package continuity.bench.frame;

import org.jspecify.annotations.NullMarked;
