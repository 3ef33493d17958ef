@NullMarked
package continuity.missioncontrol.listen;

import org.jspecify.annotations.NullMarked;
