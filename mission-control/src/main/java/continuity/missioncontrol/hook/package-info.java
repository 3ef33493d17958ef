/**
 * The edge: takes the hooks of coding agents, answers the few that wait for an answer within a second, and never stops
 * an agent. {@link continuity.missioncontrol.hook.HookResource} is where they arrive.
 */
@NullMarked
package continuity.missioncontrol.hook;

import org.jspecify.annotations.NullMarked;
