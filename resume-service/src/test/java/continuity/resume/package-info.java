/** Tests of the package of the same name. */
@NullMarked
package continuity.resume;

import org.jspecify.annotations.NullMarked;
