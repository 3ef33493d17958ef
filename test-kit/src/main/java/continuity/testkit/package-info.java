/**
 * What the tests of all services share: a real PostgreSQL and a real broker ({@link continuity.testkit.Backbone}),
 * bearer tokens ({@link continuity.testkit.TestTokens}), what agents really send ({@link continuity.testkit.Recording})
 * with secrets planted in it ({@link continuity.testkit.PlantedSecrets}), and a look at everything that went through
 * Kafka ({@link continuity.testkit.KafkaProbe}).
 */
@NullMarked
package continuity.testkit;

import org.jspecify.annotations.NullMarked;
