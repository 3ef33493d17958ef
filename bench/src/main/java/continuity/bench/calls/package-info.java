/** Single calls at the rate of a busy fleet. */
@NullMarked
package continuity.bench.calls;

import org.jspecify.annotations.NullMarked;
