/**
 * {@code ./continuity bench}: measures a running system from outside, and beside each figure, in the same run, the
 * floor under it: what Kafka, PostgreSQL or HTTP take on this machine for the bare minimum of the same work. The
 * machine and its mood are in both, so the ratio says more than the figure.
 */
@NullMarked
package continuity.bench;

import org.jspecify.annotations.NullMarked;
