/**
 * What Claude Code's hooks mean. {@link continuity.missioncontrol.claudecode.HookReduction} keeps of a hook what
 * somebody needs, {@link continuity.missioncontrol.claudecode.SessionTrail} ties it to the hooks before it,
 * {@link continuity.missioncontrol.claudecode.ClaudeCodeTranslation} turns it into records. Pure: no clock, no network,
 * no disk.
 */
@NullMarked
package continuity.missioncontrol.claudecode;

import org.jspecify.annotations.NullMarked;
