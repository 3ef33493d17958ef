@NullMarked
package continuity.missioncontrol.claudecode;

import org.jspecify.annotations.NullMarked;
