/** Who calls, from where, and with which credential we call others. */
@NullMarked
package continuity.kit.security;

import org.jspecify.annotations.NullMarked;
