/**
 * A real PostgreSQL and a real Kafka broker without containers, for one machine and for tests.
 *
 * <p>{@link continuity.backbone.PostgresServer} runs PostgreSQL as a child process and prepares roles and schemas from
 * {@code deploy/database/bootstrap.sql}; {@link continuity.backbone.KafkaBroker} runs a broker in this JVM, or as a
 * process of its own, with the topics of {@code deploy/kafka/topics.json}. Both listen on 127.0.0.1 only and keep their
 * data between runs. Services never depend on this package: to them there is only an address.
 */
@NullMarked
package continuity.backbone;

import org.jspecify.annotations.NullMarked;
