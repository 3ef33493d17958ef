@NullMarked
package continuity.missioncontrol.opencode;

import org.jspecify.annotations.NullMarked;
