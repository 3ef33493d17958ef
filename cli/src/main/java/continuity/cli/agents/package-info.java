/** What connects agents on this machine to us: their own settings, read and never written here. */
@NullMarked
package continuity.cli.agents;

import org.jspecify.annotations.NullMarked;
