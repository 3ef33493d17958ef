/** Tests of the registry: its core alone, and the whole service over HTTP on a real PostgreSQL and a real broker. */
@NullMarked
package continuity.registry;

import org.jspecify.annotations.NullMarked;
