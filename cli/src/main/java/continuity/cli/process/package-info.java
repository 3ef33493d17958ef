/**
 * Child processes: started apart from the terminal, recognised again by pid and start, restarted when they die, stopped
 * within a bound. Knows nothing of what the children do.
 */
@NullMarked
package continuity.cli.process;

import org.jspecify.annotations.NullMarked;
