@NullMarked
package continuity.missioncontrol.codex;

import org.jspecify.annotations.NullMarked;
