@NullMarked
package continuity.kit.instances;

import org.jspecify.annotations.NullMarked;
