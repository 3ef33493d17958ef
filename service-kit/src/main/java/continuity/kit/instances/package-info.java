/** What a service remembers of an instance that the registry owns. */
@NullMarked
package continuity.kit.instances;

import org.jspecify.annotations.NullMarked;
