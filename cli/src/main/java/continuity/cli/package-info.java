/**
 * The command line {@code ./continuity}: {@link continuity.cli.local} runs everything on this machine;
 * {@link continuity.cli.status}, {@link continuity.cli.logs} and {@link continuity.cli.doctor} look at what runs and
 * say what is wrong, {@link continuity.cli.uninstall} takes it away; {@link continuity.cli.client} asks the REST API.
 */
@NullMarked
package continuity.cli;

import org.jspecify.annotations.NullMarked;
