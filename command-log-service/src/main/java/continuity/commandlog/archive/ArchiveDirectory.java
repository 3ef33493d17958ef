package continuity.commandlog.archive;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The files of the archive: {@code 2026-W33.json} for what there is of a week, {@code commands/2026-08-10.jsonl.gz} and
 * {@code events/2026-08-10.jsonl.gz} for a day. Only dates make names.
 *
 * <p>New files are written beside the old ones. Then the week's manifest is replaced, which names them by their hash,
 * and then they take the place of the old ones; {@link #settle} finishes that, or forgets them, after a crash. Whoever
 * calls anything but {@link #manifests} holds the {@link ArchiveLock}.
 */
@ApplicationScoped
class ArchiveDirectory {

    private static final String MANIFEST = "????-W??.json";
    private static final String NEW = ".new";

    private final Optional<Path> directory;
    private final ObjectMapper json;

    ArchiveDirectory(ArchiveConfig config, ObjectMapper json) {
        this.directory = config.directory();
        this.json = json;
    }

    boolean isConfigured() {
        return directory.isPresent();
    }

    /** All weeks of which there is something, in order. @throws ArchiveRefused.Off if there is no archive */
    List<WeekManifest> manifests() {
        if (!Files.isDirectory(root())) {
            return List.of();
        }
        var manifests = new ArrayList<WeekManifest>();
        try (var files = Files.newDirectoryStream(root(), MANIFEST)) {
            for (var file : files) {
                manifests.add(read(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        manifests.sort((one, other) -> one.firstDay().compareTo(other.firstDay()));
        return List.copyOf(manifests);
    }

    Optional<WeekManifest> manifest(Week week) {
        return Optional.of(manifestOf(week.toString())).filter(Files::exists).map(this::read);
    }

    private WeekManifest read(Path file) {
        try {
            var manifest = json.readValue(Files.readAllBytes(file), WeekManifest.class);
            if (manifest.format() > WeekManifest.FORMAT) {
                throw new ArchiveRefused.Damaged(name(file), "was written by a newer release");
            }
            return manifest;
        } catch (IOException e) {
            throw new ArchiveRefused.Damaged(name(file), "cannot be read");
        }
    }

    /**
     * Writes the new file of a day and reads it back; it counts when {@link #commit} has named it.
     *
     * @return empty if there are no records
     */
    Optional<ArchivedFile> write(AuditTable table, LocalDate day, Iterator<ArchivedRecord> records) {
        var file = file(table, day);
        var aside = aside(file);
        try {
            PrivateFiles.createDirectories(root().resolve(table.toString()));
            var written = DayFile.write(aside, records);
            if (written.isPresent() && !written.get().equals(DayFile.read(aside))) {
                throw new ArchiveRefused.Damaged(name(aside), "is not what was written to it");
            }
            return written.map(content -> new ArchivedFile(
                    table,
                    day,
                    name(file),
                    content.rows(),
                    content.bytes(),
                    content.sha256(),
                    content.firstId(),
                    content.lastId()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes it the truth that the archive has these files of the week, and no others. */
    void commit(WeekManifest manifest) {
        try {
            for (var table : AuditTable.values()) {
                PrivateFiles.createDirectories(root().resolve(table.toString()));
                PrivateFiles.flush(root().resolve(table.toString()));
            }
            PrivateFiles.write(
                    manifestOf(manifest.week()),
                    json.writerWithDefaultPrettyPrinter().writeValueAsBytes(manifest));
            place(manifest);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends what a crash has interrupted. */
    void settle() {
        try {
            for (var manifest : manifests()) {
                place(manifest);
            }
            for (var table : AuditTable.values()) {
                removeLeftovers(root().resolve(table.toString()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void place(WeekManifest manifest) throws IOException {
        for (var day : new Week(manifest.firstDay()).days()) {
            for (var table : AuditTable.values()) {
                var file = file(table, day);
                var named = manifest.file(table, day);
                if (named.isEmpty()) {
                    PrivateFiles.delete(file);
                } else if (Files.exists(aside(file)) && isAs(named.get(), aside(file))) {
                    PrivateFiles.replace(file, aside(file));
                }
            }
        }
    }

    private static void removeLeftovers(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return;
        }
        try (var leftovers = Files.newDirectoryStream(directory, "*" + NEW)) {
            for (var leftover : leftovers) {
                PrivateFiles.delete(leftover);
            }
        }
    }

    /** @throws ArchiveRefused.Damaged if the file is not there as the manifest says */
    void verify(ArchivedFile file) {
        var path = file(file.table(), file.day());
        if (!Files.exists(path)) {
            throw new ArchiveRefused.Damaged(name(path), "is missing");
        }
        if (!isAs(file, path)) {
            throw new ArchiveRefused.Damaged(name(path), "is not what the manifest says");
        }
    }

    private static boolean isAs(ArchivedFile named, Path path) {
        try {
            var content = DayFile.read(path);
            return content.sha256().equals(named.sha256()) && content.rows() == named.rows();
        } catch (IOException damaged) {
            return false;
        }
    }

    /** The records of a file that was verified, in order; to be closed. */
    Stream<ArchivedRecord> records(ArchivedFile file) {
        try {
            return DayFile.records(file(file.table(), file.day()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path manifestOf(String week) {
        return root().resolve(week + ".json");
    }

    private Path file(AuditTable table, LocalDate day) {
        return root().resolve(table.toString()).resolve(day + ".jsonl.gz");
    }

    private static Path aside(Path file) {
        return file.resolveSibling(file.getFileName() + NEW);
    }

    private String name(Path file) {
        return root().relativize(file).toString();
    }

    private Path root() {
        return directory.orElseThrow(ArchiveRefused.Off::new);
    }
}
