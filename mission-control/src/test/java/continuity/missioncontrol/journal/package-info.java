@NullMarked
package continuity.missioncontrol.journal;

import org.jspecify.annotations.NullMarked;
