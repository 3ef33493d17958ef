@NullMarked
package continuity.missioncontrol.git;

import org.jspecify.annotations.NullMarked;
