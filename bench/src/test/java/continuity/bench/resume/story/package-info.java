@NullMarked
package continuity.bench.resume.story;

import org.jspecify.annotations.NullMarked;
