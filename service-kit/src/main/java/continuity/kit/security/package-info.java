/** Who calls, from where, whether the credential still counts, and with which one we call others. */
@NullMarked
package continuity.kit.security;

import org.jspecify.annotations.NullMarked;
