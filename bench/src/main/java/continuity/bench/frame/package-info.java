/**
 * What all measurements share: the system that is measured, load at a fixed rate, rounds and their median, the report.
 */
@NullMarked
package continuity.bench.frame;

import org.jspecify.annotations.NullMarked;
