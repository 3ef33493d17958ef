/**
 * What a command meant: a list of rules that recognise commits, pull requests, test runs and spawned agents in what
 * tools said. Pure and without framework. The same command always gives the same events with the same ids, so deriving
 * twice adds nothing. A rule sees at most the last {@value continuity.commandlog.derive.ToolOutput#MAX_LENGTH}
 * characters of an output and takes time linear in them.
 */
@NullMarked
package continuity.commandlog.derive;

import org.jspecify.annotations.NullMarked;
