/** Tests of the sanitizer. Whatever looks like a secret is made at run time, so that no scanner trips on them. */
@NullMarked
package continuity.sanitizer;

import org.jspecify.annotations.NullMarked;
