@NullMarked
package continuity.missioncontrol.forward;

import org.jspecify.annotations.NullMarked;
