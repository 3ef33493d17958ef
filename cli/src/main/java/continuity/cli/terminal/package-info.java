/** What people see of any command: exit codes, refusals in one sentence, tables, and text that is safe to print. */
@NullMarked
package continuity.cli.terminal;

import org.jspecify.annotations.NullMarked;
