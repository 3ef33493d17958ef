package continuity.commandlog.command;

import continuity.commandlog.Partitions;
import continuity.commandlog.Refused;
import continuity.commandlog.Transactions;
import continuity.commandlog.derive.DerivedEvent;
import continuity.commandlog.derive.DerivedEvents;
import continuity.commandlog.event.EventStore;
import continuity.commandlog.event.NewEvent;
import continuity.contracts.CommandLogged;
import continuity.contracts.Uuid7;
import continuity.kit.purge.PurgedInstances;
import continuity.kit.sql.DatabaseFailure;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jboss.logging.Logger;

/** Writes commands into the table, with the events that follow from them, in one transaction. */
@ApplicationScoped
class CommandProjection {

    private static final Logger LOG = Logger.getLogger(CommandProjection.class);

    private final CommandStore store;
    private final EventStore events;
    private final PurgedInstances purged;
    private final Partitions partitions;

    CommandProjection(CommandStore store, EventStore events, PurgedInstances purged, Partitions partitions) {
        this.store = store;
        this.events = events;
        this.purged = purged;
        this.partitions = partitions;
    }

    /**
     * Repeatable: a command that is in the table already changes nothing. One that comes after its week was left gets
     * its partition, if that may still be made. One of an instance that was purged is dropped.
     *
     * @throws Refused.IdTaken if an id belongs to another instance's command
     */
    void project(List<CommandLogged> commands) {
        var derived = derive(commands);
        try {
            write(commands, derived);
        } catch (DatabaseFailure e) {
            if (!Partitions.mayBeMissing(e) || !partitions.cover(oldest(commands))) {
                throw e;
            }
            write(commands, derived);
        }
    }

    private void write(List<CommandLogged> commands, Map<UUID, List<NewEvent>> derived) {
        Transactions.repeatably(() -> {
            var living = living(commands);
            var inserted = store.insert(living);
            refuseTaken(living, inserted);
            return events.append(derived.entrySet().stream()
                    .filter(ofCommand -> inserted.contains(ofCommand.getKey()))
                    .flatMap(ofCommand -> ofCommand.getValue().stream())
                    .toList());
        });
    }

    private List<CommandLogged> living(List<CommandLogged> commands) {
        var gone = purged.among(commands.stream().map(CommandLogged::instanceId).toList());
        return commands.stream()
                .filter(command -> !gone.contains(command.instanceId()))
                .toList();
    }

    private static Instant oldest(List<CommandLogged> commands) {
        return commands.stream()
                .map(command -> Uuid7.timeOf(command.commandId()))
                .min(Comparator.naturalOrder())
                .orElseThrow();
    }

    private void refuseTaken(List<CommandLogged> commands, Set<UUID> inserted) {
        if (inserted.size() == commands.size()) {
            return;
        }
        var owners =
                store.owners(commands.stream().map(CommandLogged::commandId).toList());
        for (var command : commands) {
            if (!command.instanceId().equals(owners.get(command.commandId()))) {
                throw new Refused.IdTaken(command.commandId());
            }
        }
    }

    /** Before the transaction, which is not to wait for rules; of an id that comes twice, the first one counts. */
    private static Map<UUID, List<NewEvent>> derive(List<CommandLogged> commands) {
        var derived = new LinkedHashMap<UUID, List<NewEvent>>();
        commands.forEach(command -> derived.computeIfAbsent(command.commandId(), _ -> derive(command)));
        return derived;
    }

    /** A rule with a bug costs the events of that command, never the command. */
    private static List<NewEvent> derive(CommandLogged command) {
        try {
            return DerivedEvents.of(command).stream()
                    .map(event -> newEvent(command, event))
                    .toList();
        } catch (RuntimeException e) {
            LOG.errorf(e, "no events could be derived from command %s", command.commandId());
            return List.of();
        }
    }

    private static NewEvent newEvent(CommandLogged command, DerivedEvent event) {
        return new NewEvent(
                event.eventId(),
                command.instanceId(),
                command.project(),
                command.generation(),
                event.eventType(),
                event.eventData(),
                Map.of("derived_from", command.commandId().toString()),
                event.parentEventId(),
                command.occurredAt(),
                command.recordedAt(),
                NewEvent.Origin.DERIVED);
    }
}
