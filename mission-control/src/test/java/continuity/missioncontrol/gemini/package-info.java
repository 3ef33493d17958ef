@NullMarked
package continuity.missioncontrol.gemini;

import org.jspecify.annotations.NullMarked;
