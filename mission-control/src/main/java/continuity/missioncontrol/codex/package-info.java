/**
 * What Codex's hooks mean, said in the words of Claude Code's, which is how
 * {@link continuity.missioncontrol.claudecode} understands them. Pure.
 */
@NullMarked
package continuity.missioncontrol.codex;

import org.jspecify.annotations.NullMarked;
