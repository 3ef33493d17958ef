/**
 * The command line {@code ./continuity}: {@link continuity.cli.local} runs everything on this machine,
 * {@link continuity.cli.client} asks the REST API.
 */
@NullMarked
package continuity.cli;

import org.jspecify.annotations.NullMarked;
