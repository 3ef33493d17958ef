package continuity.commandlog.derive;

import continuity.contracts.CommandLogged;
import continuity.contracts.Uuid7;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The events that follow from a command: how the tool call ended, then what the rules recognise in it.
 *
 * <p>Causes: the {@code tool_use} that the command names, under it the end of the call, under that everything else.
 */
public final class DerivedEvents {

    private DerivedEvents() {}

    /** Parents come before their children. */
    public static List<DerivedEvent> of(CommandLogged command) {
        var events = new ArrayList<DerivedEvent>();
        var toolUse = toolUseOf(command);
        var outcome = ToolOutcome.of(command)
                .map(finding -> new DerivedEvent(
                        Uuid7.derive(command.commandId(), "outcome"),
                        finding.eventType(),
                        finding.eventData(),
                        toolUse));
        outcome.ifPresent(events::add);
        var parent = outcome.map(DerivedEvent::eventId).orElse(toolUse);
        var tool = command.toolName();
        if (tool != null) {
            EventRules.ALL.stream()
                    .filter(rule -> rule.appliesTo().test(tool))
                    .forEach(rule -> events.addAll(apply(rule, command, parent)));
        }
        return events;
    }

    private static List<DerivedEvent> apply(EventRule rule, CommandLogged command, @Nullable UUID parent) {
        var events = new ArrayList<DerivedEvent>();
        for (var finding : rule.find().apply(command)) {
            var id = Uuid7.derive(command.commandId(), rule.name(), String.valueOf(events.size()));
            events.add(new DerivedEvent(id, finding.eventType(), finding.eventData(), parent));
        }
        return events;
    }

    private static @Nullable UUID toolUseOf(CommandLogged command) {
        if (!(command.contextData().get("parent_event_id") instanceof String text)) {
            return null;
        }
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            return null; // a client of its own kind; the event becomes a root
        }
    }
}
