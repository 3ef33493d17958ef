/** Tests of the package of the same name. */
@NullMarked
package continuity.resume.fold;

import org.jspecify.annotations.NullMarked;
