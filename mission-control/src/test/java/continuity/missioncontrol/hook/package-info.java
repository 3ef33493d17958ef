@NullMarked
package continuity.missioncontrol.hook;

import org.jspecify.annotations.NullMarked;
