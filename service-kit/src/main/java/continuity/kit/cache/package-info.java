/** What a native executable must be told about the caches of all services. */
@NullMarked
package continuity.kit.cache;

import org.jspecify.annotations.NullMarked;
