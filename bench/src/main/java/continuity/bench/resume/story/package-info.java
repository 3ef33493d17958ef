/** The stories, a file for each kind: ways in which work with an agent really goes. */
@NullMarked
package continuity.bench.resume.story;

import org.jspecify.annotations.NullMarked;
