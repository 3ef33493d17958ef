/**
 * A corpus of what agents write and read, and the measuring of the sanitizer against it:
 * {@link continuity.sanitizer.corpus.CorpusReport#measure}.
 *
 * <p>The texts stand in {@code corpus/secrets.txt} and {@code corpus/benign.txt} with holes in them;
 * {@code corpus/shapes.txt} says what is drawn into the holes. So no secret, not even a false one, stands in the
 * repository.
 */
@NullMarked
package continuity.sanitizer.corpus;

import org.jspecify.annotations.NullMarked;
