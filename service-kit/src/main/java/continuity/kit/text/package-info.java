/** Removing secrets wherever text enters. */
@NullMarked
package continuity.kit.text;

import org.jspecify.annotations.NullMarked;
