package continuity.commandlog.command;

import continuity.commandlog.Normaliser;
import continuity.contracts.CommandLogged;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A command from the topic as the table takes it. What we publish is in order already; this holds for whatever else may
 * stand there.
 */
final class StorableCommand {

    /** Names were limited before their secrets were marked, which may have lengthened them; indexes take this much. */
    private static final int MAX_INDEXED = 600;

    private StorableCommand() {}

    /** @throws IOException naming what it lacks, if it is no command at all */
    @SuppressWarnings("NullAway") // a JSON parser does not keep to the types
    static CommandLogged of(CommandLogged command) throws IOException {
        require(command.commandId() != null, "command_id is missing");
        require(command.recordedAt() != null, "recorded_at is missing");
        require(CommandIntake.TYPES.contains(String.valueOf(command.commandType())), "command_type is unknown");
        return new CommandLogged(
                command.commandId(),
                indexed(command.instanceId(), "instance_id"),
                indexed(command.project(), "project"),
                text(command.hostMachine()),
                command.generation(),
                command.commandType(),
                indexed(command.action(), "action"),
                text(command.description()),
                text(command.toolName()),
                object(command.parameters()),
                Normaliser.json(command.result()),
                text(command.errorMessage()),
                command.success(),
                command.executionTimeMs(),
                tags(command.tags()),
                object(command.contextData()),
                command.occurredAt(),
                command.recordedAt());
    }

    private static String indexed(@Nullable String text, String field) throws IOException {
        if (text == null || text.length() > MAX_INDEXED) {
            throw new IOException(field + (text == null ? " is missing" : " is too long"));
        }
        return Normaliser.text(text);
    }

    private static List<String> tags(@Nullable List<String> tags) throws IOException {
        var all = tags == null ? List.<String>of() : tags;
        for (var tag : all) {
            indexed(tag, "a tag");
        }
        return all.stream().map(Normaliser::text).toList();
    }

    private static @Nullable String text(@Nullable String text) {
        return text == null ? null : Normaliser.text(text);
    }

    private static Map<String, Object> object(@Nullable Map<String, Object> object) {
        return object == null ? Map.of() : Normaliser.object(object);
    }

    private static void require(boolean holds, String otherwise) throws IOException {
        if (!holds) {
            throw new IOException(otherwise);
        }
    }
}
