/** Text from outside: what may enter, and the removal of secrets wherever it does. */
@NullMarked
package continuity.kit.text;

import org.jspecify.annotations.NullMarked;
