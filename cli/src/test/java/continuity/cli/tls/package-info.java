@NullMarked
package continuity.cli.tls;

import org.jspecify.annotations.NullMarked;
