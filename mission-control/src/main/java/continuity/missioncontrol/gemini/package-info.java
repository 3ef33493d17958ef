/**
 * What Gemini CLI's hooks mean, said in the words of Claude Code's, which is how
 * {@link continuity.missioncontrol.claudecode} understands them. Pure.
 */
@NullMarked
package continuity.missioncontrol.gemini;

import org.jspecify.annotations.NullMarked;
