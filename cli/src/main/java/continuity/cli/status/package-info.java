/**
 * How the running system is, in figures: its parts, instances, streams, hooks, memory and disk. Everything is asked at
 * the same time and nothing is waited for longer than a few seconds; what does not answer is shown as unknown.
 */
@NullMarked
package continuity.cli.status;

import org.jspecify.annotations.NullMarked;
