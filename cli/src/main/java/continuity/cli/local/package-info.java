/**
 * Everything on one machine. {@link continuity.cli.local.UpCommand} prepares the data directory and its credentials,
 * ends what a killed launcher left behind, and hands over to {@link continuity.cli.local.LocalSystem}, which starts
 * PostgreSQL, Kafka and the services in order, keeps them running and stops them in reverse. What runs is written down
 * in {@code DATA/run.json}, for everybody else to read.
 */
@NullMarked
package continuity.cli.local;

import org.jspecify.annotations.NullMarked;
