package continuity.commandlog.archive;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The files of the archive: {@code 2026-W33.json} for what there is of a week, {@code commands/2026-08-10.jsonl.gz} and
 * {@code events/2026-08-10.jsonl.gz} for a day. Only dates make names.
 *
 * <p>Only where the {@link #MARKER} lies is an archive, and nothing here makes one: where a disk is not mounted, weeks
 * must not leave for the empty directory that is there instead.
 *
 * <p>New files are written beside the old ones. Then the week's manifest is replaced, which names them by their hash,
 * and then they take the place of the old ones; {@link #settle} finishes that, or forgets them, after a crash. Whoever
 * calls anything but {@link #contents} holds the {@link ArchiveLock}.
 */
@ApplicationScoped
class ArchiveDirectory {

    static final String MARKER = "archive.properties";

    private static final String MANIFEST_ENDING = ".json";
    private static final String MANIFEST = "????-W??" + MANIFEST_ENDING;

    private final Optional<Path> directory;
    private final ObjectMapper json;

    ArchiveDirectory(ArchiveConfig config, ObjectMapper json) {
        this.directory = config.directory();
        this.json = json;
    }

    boolean isConfigured() {
        return directory.isPresent();
    }

    /**
     * All weeks of which there is something, in order.
     *
     * @param damaged those whose manifest cannot be read
     */
    record Contents(SortedMap<Week, WeekManifest> manifests, SortedMap<Week, ArchiveRefused.Damaged> damaged) {}

    /** @throws ArchiveRefused.Off if there is no archive */
    Contents contents() {
        var contents = new Contents(new TreeMap<>(), new TreeMap<>());
        for (var week : weeks()) {
            try {
                manifest(week).ifPresent(manifest -> contents.manifests().put(week, manifest));
            } catch (ArchiveRefused.Damaged e) {
                contents.damaged().put(week, e);
            }
        }
        return contents;
    }

    private List<Week> weeks() {
        return list(root(), MANIFEST).stream()
                .map(file -> file.getFileName().toString())
                .flatMap(name -> Week.parse(name.substring(0, name.length() - MANIFEST_ENDING.length())).stream())
                .toList();
    }

    private static List<Path> list(Path directory, String names) {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        var found = new ArrayList<Path>();
        try (var files = Files.newDirectoryStream(directory, names)) {
            files.forEach(found::add);
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (DirectoryIteratorException e) {
            throw new UncheckedIOException(e.getCause());
        }
    }

    /** @throws ArchiveRefused.Damaged if it cannot be read */
    Optional<WeekManifest> manifest(Week week) {
        return Optional.of(manifestOf(week.toString())).filter(Files::exists).map(file -> read(week, file));
    }

    private WeekManifest read(Week week, Path file) {
        try {
            var manifest = json.readValue(Files.readAllBytes(file), WeekManifest.class);
            if (manifest != null && manifest.format() > WeekManifest.FORMAT) {
                throw new ArchiveRefused.Damaged(name(file), "was written by a newer release");
            }
            if (manifest == null || !manifest.isOf(week)) {
                throw new ArchiveRefused.Damaged(name(file), "does not tell of that week");
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
        var aside = PrivateFiles.aside(file);
        try {
            PrivateFiles.createDirectory(root().resolve(table.toString()));
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
                PrivateFiles.createDirectory(root().resolve(table.toString()));
                PrivateFiles.flush(root().resolve(table.toString()));
            }
            PrivateFiles.write(
                    manifestOf(manifest.week()),
                    json.writerWithDefaultPrettyPrinter().writeValueAsBytes(manifest));
            place(manifest, asides());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends what a crash has interrupted; a week whose manifest cannot be read stays as it is. */
    void settle() {
        try {
            var contents = contents();
            var asides = asides();
            for (var manifest : contents.manifests().values()) {
                place(manifest, asides);
            }
            var unknown = contents.damaged().keySet().stream()
                    .flatMap(week -> week.days().stream())
                    .map(LocalDate::toString)
                    .collect(Collectors.toUnmodifiableSet());
            for (var leftover : asides) {
                if (!unknown.contains(dayIn(leftover))) {
                    PrivateFiles.delete(leftover);
                }
            }
            for (var leftover : list(root(), MANIFEST + "*" + PrivateFiles.NEW)) {
                PrivateFiles.delete(leftover);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** New files of days that have not taken their places. */
    private List<Path> asides() {
        return Stream.of(AuditTable.values())
                .flatMap(table -> list(root().resolve(table.toString()), "*" + PrivateFiles.NEW).stream())
                .toList();
    }

    private static String dayIn(Path file) {
        return file.getFileName().toString().replaceFirst("[.].*", "");
    }

    private void place(WeekManifest manifest, List<Path> asides) throws IOException {
        for (var day : new Week(manifest.firstDay()).days()) {
            for (var table : AuditTable.values()) {
                var file = file(table, day);
                var named = manifest.file(table, day);
                if (named.isEmpty()) {
                    PrivateFiles.delete(file);
                } else {
                    place(file, named.get(), asides);
                }
            }
        }
    }

    private static void place(Path file, ArchivedFile named, List<Path> asides) throws IOException {
        for (var aside : asides) {
            if (aside.toString().startsWith(file + ".") && isAs(named, aside)) {
                PrivateFiles.replace(file, aside);
                return;
            }
        }
    }

    /**
     * Looks whether the files are in their places, by their sizes only.
     *
     * @throws ArchiveRefused.Damaged if one is not
     */
    void requireFiles(WeekManifest manifest) {
        for (var file : manifest.files()) {
            var path = file(file.table(), file.day());
            try {
                if (Files.size(path) != file.bytes()) {
                    throw new ArchiveRefused.Damaged(name(path), "has not the size that the manifest says");
                }
            } catch (NoSuchFileException e) {
                throw new ArchiveRefused.Damaged(name(path), "is missing");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
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
        return root().resolve(week + MANIFEST_ENDING);
    }

    private Path file(AuditTable table, LocalDate day) {
        return root().resolve(table.toString()).resolve(day + ".jsonl.gz");
    }

    private String name(Path file) {
        return root().relativize(file).toString();
    }

    private Path root() {
        var root = directory.orElseThrow(ArchiveRefused.Off::new);
        var marker = root.resolve(MARKER);
        if (!Files.isRegularFile(marker)) {
            throw new ArchiveRefused.Off(marker);
        }
        return root;
    }
}
