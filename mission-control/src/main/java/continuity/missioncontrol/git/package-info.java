/**
 * What git said on the agent's machine: {@link continuity.missioncontrol.git.GitReport} reads the text of {@code git
 * status} and {@code git log} into a {@link continuity.missioncontrol.git.GitState}. Pure: nothing here ever runs git.
 */
@NullMarked
package continuity.missioncontrol.git;

import org.jspecify.annotations.NullMarked;
