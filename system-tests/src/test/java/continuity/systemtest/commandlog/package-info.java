/** The command log alone, with as many commands as a year brings; mains print what they saw, tests run them short. */
@NullMarked
package continuity.systemtest.commandlog;

import org.jspecify.annotations.NullMarked;
