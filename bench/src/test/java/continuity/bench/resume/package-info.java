@NullMarked
package continuity.bench.resume;

import org.jspecify.annotations.NullMarked;
