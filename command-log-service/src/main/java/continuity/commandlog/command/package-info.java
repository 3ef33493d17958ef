/**
 * Commands: what agents did. Stream first: a command is checked, cleaned and handed to Kafka, whose acknowledgement the
 * caller waits for; the same service reads it back and writes the row, the events that follow from it and the news of
 * them in one transaction. The same id twice is one record. Follow {@code CommandLogged} from
 * {@code CommandResource.accept} to {@code CommandStore.insert}.
 */
@NullMarked
package continuity.commandlog.command;

import org.jspecify.annotations.NullMarked;
