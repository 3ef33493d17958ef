/** Takes away what {@code up} has put on this machine, by names that it knows and by nothing else. */
@NullMarked
package continuity.cli.uninstall;

import org.jspecify.annotations.NullMarked;
