/**
 * How right a resume is. Stories are played at a real desk; each is cut off at random points, what the client had sent
 * by then is sent to the system, and what it tells when the work is resumed, in the same place, elsewhere or after
 * somebody has worked on, is compared with how the work stands. Nothing grows old here.
 */
@NullMarked
package continuity.bench.resume;

import org.jspecify.annotations.NullMarked;
