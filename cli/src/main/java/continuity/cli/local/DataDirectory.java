package continuity.cli.local;

import continuity.cli.process.LogFile;
import continuity.cli.terminal.CommandFailed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;

/** Where one local system keeps everything: {@code ~/.continuity} unless told otherwise; readable by its owner only. */
public record DataDirectory(Path root) {

    public DataDirectory {
        root = root.toAbsolutePath().normalize();
    }

    /** The option that names it, as a shell takes it. */
    String option() {
        var path = root.toString();
        return "--data " + (path.matches("[A-Za-z0-9_./-]+") ? path : "'" + path.replace("'", "'\\''") + "'");
    }

    /**
     * Makes what is missing.
     *
     * @throws CommandFailed if the directory holds something else, whose permissions are not ours to change
     */
    void prepare() {
        if (isForeign()) {
            throw CommandFailed.because(
                    "%s holds other files; choose an empty or a new directory with --data.".formatted(root));
        }
        PrivateFiles.createDirectory(root);
        for (var directory : new Path[] {keys(), logs(), journal()}) {
            PrivateFiles.createDirectory(directory);
        }
        prepareArchive();
        try {
            Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwx------"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Once only: an archive directory without its file is one whose disk is not mounted, say, and stays without. */
    private void prepareArchive() {
        if (!Files.exists(archive(), LinkOption.NOFOLLOW_LINKS)) {
            PrivateFiles.createDirectory(archive());
            PrivateFiles.write(
                    archive().resolve("archive.properties"),
                    "# Commands and events leave the database for this directory only while this file is in it.\n");
        }
    }

    /**
     * Takes the keys and tokens from others, should a copy or a careless chmod have opened them.
     *
     * @return those that were open, by their path from here
     * @throws CommandFailed if one is not ours to close
     */
    List<String> closeSecrets() {
        return secrets().stream()
                .filter(PrivateFiles::close)
                .map(file -> root.relativize(file).toString())
                .toList();
    }

    /** Every file here that only its owner may read, as far as it exists. */
    public List<Path> secrets() {
        try (var keys = Files.list(keys());
                var certificates = Files.isDirectory(tls()) ? Files.list(tls()) : Stream.<Path>empty()) {
            return Stream.of(
                            keys.sorted(),
                            certificates.sorted(),
                            Stream.of(token(), operatorToken(), root.resolve("header")))
                    .flatMap(files -> files)
                    .filter(Files::isRegularFile)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether it is one of ours: they all have keys of ours, or had not come to make them yet. */
    public boolean isOurs() {
        return Files.isRegularFile(databasePasswords())
                || Files.isRegularFile(sanitizerKey())
                || (Files.isDirectory(keys()) && isEmpty(keys()));
    }

    /** Whether it holds something, and that is not ours. */
    public boolean isForeign() {
        return !isOurs() && !isEmpty(root);
    }

    private static boolean isEmpty(Path directory) {
        if (!Files.exists(directory)) {
            return true;
        }
        try (var entries = Files.list(directory)) {
            return entries.findAny().isEmpty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Path keys() {
        return root.resolve("keys");
    }

    public Path privateKey() {
        return keys().resolve("jwt-private.pem");
    }

    public Path publicKey() {
        return keys().resolve("jwt-public.pem");
    }

    public Path sanitizerKey() {
        return keys().resolve("sanitizer.key");
    }

    /** Redactions that the user adds to ours; need not be there. */
    public Path sanitizerRules() {
        return root.resolve("sanitizer-rules.json");
    }

    public Path databasePasswords() {
        return keys().resolve("database.properties");
    }

    /** {@code user=password} of the broker's users. */
    public Path kafkaPasswords() {
        return keys().resolve("kafka.properties");
    }

    public Path serviceToken(Part service) {
        return keys().resolve(service.title() + ".token");
    }

    /** What {@code up --listen --local-ca} has made. */
    Path tls() {
        return root.resolve("tls");
    }

    /** The token of the person at this machine: viewer and agent. */
    public Path token() {
        return root.resolve("token");
    }

    /** The token for what ordinary ones may not do: operator and admin, too. */
    public Path operatorToken() {
        return root.resolve("operator-token");
    }

    /** Builds of the programs, by hash. */
    Path programs() {
        return root.resolve("app");
    }

    public Path postgres() {
        return root.resolve("postgres");
    }

    public Path kafka() {
        return root.resolve("kafka");
    }

    public Path journal() {
        return root.resolve("journal");
    }

    /** Commands and events that left the database. */
    public Path archive() {
        return root.resolve("archive");
    }

    public Path runFile() {
        return root.resolve("run.json");
    }

    /** There if this is a demo's, see {@link DemoData}. */
    Path demoMark() {
        return root.resolve("demo");
    }

    Path lock() {
        return root.resolve("up.lock");
    }

    public Path logs() {
        return root.resolve("logs");
    }

    public LogFile log(Part part) {
        var directory = part == Part.POSTGRES ? root : logs(); // the embedded server chooses its own
        return new LogFile(directory.resolve(part.title() + ".log"));
    }

    /** What a detached launcher prints. */
    LogFile launcherLog() {
        return new LogFile(logs().resolve("up.log"));
    }
}
