@NullMarked
package continuity.resume.lag;

import org.jspecify.annotations.NullMarked;
