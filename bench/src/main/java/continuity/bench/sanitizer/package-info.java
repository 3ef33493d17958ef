/** Recall, precision and speed of the sanitizer, over the corpus that its own tests use. */
@NullMarked
package continuity.bench.sanitizer;

import org.jspecify.annotations.NullMarked;
