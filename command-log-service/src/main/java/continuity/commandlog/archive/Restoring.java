package continuity.commandlog.archive;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import continuity.commandlog.command.CommandStore;
import continuity.commandlog.command.StoredCommand;
import continuity.contracts.CommandLogged;
import continuity.kit.disk.DiskSpace;
import continuity.kit.purge.PurgedInstances;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * Brings days back from the archive: the rows as they were, and nothing else. Nobody is told of them, no event follows
 * from them, and what was purged stays away. A repeat changes nothing.
 */
@ApplicationScoped
class Restoring {

    private static final Logger LOG = Logger.getLogger(Restoring.class);

    /** Records to a transaction; each may have 1 MiB. */
    private static final int BATCH = 50;

    private final ArchiveStore store;
    private final CommandStore commands;
    private final PurgedInstances purged;
    private final ArchiveDirectory directory;
    private final ArchiveLock lock;
    private final DiskSpace disk;
    private final Duration keep;
    private final ObjectReader json;

    Restoring(
            ArchiveStore store,
            CommandStore commands,
            PurgedInstances purged,
            ArchiveDirectory directory,
            ArchiveLock lock,
            DiskSpace disk,
            ArchiveConfig config,
            ObjectMapper json) {
        this.store = store;
        this.commands = commands;
        this.purged = purged;
        this.directory = directory;
        this.lock = lock;
        this.disk = disk;
        this.keep = config.keepRestored();
        this.json = json.readerFor(StoredCommand.class).with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
    }

    /**
     * Restores all records of these days that the archive has.
     *
     * @throws ArchiveRefused.NotArchived if it has none
     * @throws ArchiveRefused.Damaged if a file is not what it was; then nothing is restored
     * @throws ArchiveRefused.Busy if the archive is being worked on
     * @throws ArchiveRefused.NoRoom if the disk becomes nearly full; asked before each file
     */
    Restored restore(Days days) {
        try (var held = lock.take()) {
            directory.settle();
            var files = days.weeks().stream()
                    .flatMap(week -> directory.manifest(week).stream())
                    .flatMap(manifest -> manifest.files().stream())
                    .filter(file -> days.contain(file.day()))
                    .toList();
            if (files.isEmpty()) {
                throw new ArchiveRefused.NotArchived(days);
            }
            files.forEach(directory::verify);
            var keptUntil = open(files);
            Map<AuditTable, Long> restored = new EnumMap<>(AuditTable.class);
            for (var file : files) {
                held.check();
                disk.shortage().ifPresent(shortage -> {
                    throw new ArchiveRefused.NoRoom(shortage);
                });
                restored.merge(file.table(), restore(file), Long::sum);
            }
            var result = result(days, files, restored, keptUntil);
            LOG.infof(
                    "%s restored: %d commands and %d events", days, result.restoredCommands(), result.restoredEvents());
            return result;
        }
    }

    private Instant open(List<ArchivedFile> files) {
        var keptUntil = Instant.MAX;
        for (var week :
                files.stream().map(file -> Week.of(file.day())).distinct().toList()) {
            var until = QuarkusTransaction.requiringNew().call(() -> store.open(week, keep));
            keptUntil = until.isBefore(keptUntil) ? until : keptUntil;
        }
        return keptUntil;
    }

    private static Restored result(
            Days days, List<ArchivedFile> files, Map<AuditTable, Long> restored, Instant keptUntil) {
        var inFiles = files.stream().mapToLong(ArchivedFile::rows).sum();
        var ofCommands = restored.getOrDefault(AuditTable.COMMANDS, 0L);
        var ofEvents = restored.getOrDefault(AuditTable.EVENTS, 0L);
        return new Restored(days.from(), days.to(), ofCommands, ofEvents, inFiles - ofCommands - ofEvents, keptUntil);
    }

    private long restore(ArchivedFile file) {
        try (var records = directory.records(file)) {
            var restored = 0L;
            var batch = new ArrayList<ArchivedRecord>();
            var rest = records.iterator();
            while (rest.hasNext()) {
                batch.add(rest.next());
                if (batch.size() == BATCH || !rest.hasNext()) {
                    restored += QuarkusTransaction.requiringNew().call(() -> insert(file.table(), batch));
                    batch.clear();
                }
            }
            return restored;
        }
    }

    private int insert(AuditTable table, List<ArchivedRecord> records) {
        var gone = purged.among(records.stream().map(ArchivedRecord::instanceId).toList());
        var living = records.stream()
                .filter(record -> !gone.contains(record.instanceId()))
                .toList();
        return switch (table) {
            case COMMANDS ->
                commands.insert(living.stream().map(this::command).toList()).size();
            case EVENTS -> store.insertEvents(living);
        };
    }

    private CommandLogged command(ArchivedRecord record) {
        try {
            StoredCommand row = json.readValue(record.line());
            return new CommandLogged(
                    row.commandId(),
                    row.instanceId(),
                    row.project(),
                    row.hostMachine(),
                    row.generation(),
                    row.commandType(),
                    row.action(),
                    row.description(),
                    row.toolName(),
                    row.parameters(),
                    row.result(),
                    row.errorMessage(),
                    row.success(),
                    row.executionTimeMs(),
                    row.tags(),
                    row.contextData(),
                    row.occurredAt(),
                    row.createdAt());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("command " + record.id() + " of the archive is unreadable", e);
        }
    }
}
