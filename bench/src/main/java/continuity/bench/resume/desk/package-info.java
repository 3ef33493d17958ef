/**
 * A desk at which an agent works for real: a temporary directory, usually with a git repository, in which a story is
 * played. Beside the requests that the agent's client would send, each step keeps the truth about the work, taken from
 * the directory and from the story itself. Nothing here knows how the system comes to its own picture.
 */
@NullMarked
package continuity.bench.resume.desk;

import org.jspecify.annotations.NullMarked;
