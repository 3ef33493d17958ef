/**
 * The demo's fleet: agents that were recorded once work on, in real time, as long as the system runs.
 * {@code fleet.json} says who works where on which recording; {@link continuity.cli.demo.Fleet} runs them, each
 * {@link continuity.cli.demo.ReplayedSession} sends what a real client's hooks and status line would send. Nothing else
 * of the system knows that it is a demo.
 */
@NullMarked
package continuity.cli.demo;

import org.jspecify.annotations.NullMarked;
