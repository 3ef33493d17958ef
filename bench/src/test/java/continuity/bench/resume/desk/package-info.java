@NullMarked
package continuity.bench.resume.desk;

import org.jspecify.annotations.NullMarked;
