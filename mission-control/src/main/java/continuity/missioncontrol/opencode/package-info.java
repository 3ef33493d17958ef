/**
 * What the plugin for opencode reports, said in the words of Claude Code's, which is how
 * {@link continuity.missioncontrol.claudecode} understands them. Pure.
 */
@NullMarked
package continuity.missioncontrol.opencode;

import org.jspecify.annotations.NullMarked;
