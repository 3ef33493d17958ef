/**
 * The whole system as a user runs it: {@code ./continuity up}, recorded agents, crashes; and the arrows between
 * modules.
 */
@NullMarked
package continuity.systemtest;

import org.jspecify.annotations.NullMarked;
