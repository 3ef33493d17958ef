@NullMarked
package continuity.bench.resume.recording;

import org.jspecify.annotations.NullMarked;
