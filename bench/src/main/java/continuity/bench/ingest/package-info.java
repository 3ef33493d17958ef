/** Many commands through the REST batch. */
@NullMarked
package continuity.bench.ingest;

import org.jspecify.annotations.NullMarked;
