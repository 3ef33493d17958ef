@NullMarked
package continuity.missioncontrol.gateway;

import org.jspecify.annotations.NullMarked;
