/** A tester of the sanitizer: what would become of this text, with the rules of that project. Nothing of it is kept. */
@NullMarked
package continuity.commandlog.sanitize;

import org.jspecify.annotations.NullMarked;
