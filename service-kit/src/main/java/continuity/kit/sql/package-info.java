/** Plain SQL inside the current transaction. */
@NullMarked
package continuity.kit.sql;

import org.jspecify.annotations.NullMarked;
