/** Tests of the package of the same name. */
@NullMarked
package continuity.resume.packet;

import org.jspecify.annotations.NullMarked;
