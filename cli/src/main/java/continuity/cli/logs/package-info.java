/** What the parts write, merged in the order of time. */
@NullMarked
package continuity.cli.logs;

import org.jspecify.annotations.NullMarked;
