@NullMarked
package continuity.kit.disk;

import org.jspecify.annotations.NullMarked;
