package continuity.commandlog.command;

import continuity.commandlog.Refused;
import continuity.commandlog.Transactions;
import continuity.commandlog.derive.DerivedEvent;
import continuity.commandlog.derive.DerivedEvents;
import continuity.commandlog.event.EventStore;
import continuity.commandlog.event.NewEvent;
import continuity.contracts.CommandLogged;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashSet;
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

    CommandProjection(CommandStore store, EventStore events) {
        this.store = store;
        this.events = events;
    }

    /**
     * Repeatable: a command that is in the table already changes nothing.
     *
     * @throws Refused.IdTaken if an id belongs to another instance's command
     */
    void project(List<CommandLogged> commands) {
        Transactions.repeatably(() -> {
            var inserted = store.insert(commands);
            refuseTaken(commands, inserted);
            return events.append(newEvents(commands, new HashSet<>(inserted)));
        });
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

    private static List<NewEvent> newEvents(List<CommandLogged> commands, Set<UUID> inserted) {
        var events = new ArrayList<NewEvent>();
        for (var command : commands) {
            if (inserted.remove(command.commandId())) {
                derive(command).forEach(event -> events.add(newEvent(command, event)));
            }
        }
        return events;
    }

    /** A rule with a bug costs the events of that command, never the command. */
    private static List<DerivedEvent> derive(CommandLogged command) {
        try {
            return DerivedEvents.of(command);
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
