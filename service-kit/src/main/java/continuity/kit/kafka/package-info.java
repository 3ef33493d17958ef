/** Publishing and reading messages: acknowledged or failed, and never stopped by a record that nobody can read. */
@NullMarked
package continuity.kit.kafka;

import org.jspecify.annotations.NullMarked;
