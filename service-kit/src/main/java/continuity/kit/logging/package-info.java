/** What keeps a service's log readable. */
@NullMarked
package continuity.kit.logging;

import org.jspecify.annotations.NullMarked;
