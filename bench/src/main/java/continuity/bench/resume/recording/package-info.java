/**
 * Sessions of real clients as cases. What was really the matter where a recording is cut off stands in
 * {@code truths.json}, written by hand from reading what the clients sent.
 */
@NullMarked
package continuity.bench.resume.recording;

import org.jspecify.annotations.NullMarked;
