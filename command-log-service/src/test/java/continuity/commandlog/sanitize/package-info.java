/** Tests of the tester. */
@NullMarked
package continuity.commandlog.sanitize;

import org.jspecify.annotations.NullMarked;
