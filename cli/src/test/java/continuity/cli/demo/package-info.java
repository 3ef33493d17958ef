@NullMarked
package continuity.cli.demo;

import org.jspecify.annotations.NullMarked;
