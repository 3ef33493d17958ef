/** How every service reads and writes JSON. */
@NullMarked
package continuity.kit.json;

import org.jspecify.annotations.NullMarked;
