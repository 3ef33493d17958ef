/**
 * The commands that ask a running system through its REST API and show the answer: a table or a screen for people,
 * {@code --json} for programs. They translate; they decide nothing.
 */
@NullMarked
package continuity.cli.client;

import org.jspecify.annotations.NullMarked;
