package continuity.cli.doctor;

import continuity.cli.local.DataDirectory;
import continuity.cli.local.PrivateFiles;
import continuity.cli.local.RunFile;
import continuity.cli.terminal.CommandFailed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/** The data directory and who may look into it. */
final class DataChecks {

    private static final String SUBJECT = "data directory";

    private DataChecks() {}

    static List<Finding> directory(Surroundings surroundings) throws IOException {
        var data = surroundings.data();
        var root = data.root();
        if (!Files.exists(root, LinkOption.NOFOLLOW_LINKS)) {
            return List.of(Finding.ok(SUBJECT, root + " is not there yet; ./continuity up makes it"));
        }
        if (!Files.isDirectory(root)) {
            return List.of(Finding.fail(SUBJECT, root + " is no directory", "Choose another one with --data."));
        }
        if (!Files.isWritable(root) || !Files.isExecutable(root)) {
            return List.of(Finding.fail(
                    SUBJECT,
                    root + " cannot be written",
                    "Make it yours: sudo chown -R \"$USER\" '%s'".formatted(root)));
        }
        if (data.isForeign()) {
            return List.of(Finding.fail(
                    SUBJECT, root + " holds other files", "Choose an empty or a new directory with --data."));
        }
        var findings = new ArrayList<Finding>();
        if (PrivateFiles.isOpen(root)) {
            findings.add(Finding.fail(SUBJECT, "others may look into " + root, "chmod 700 '%s'".formatted(root)));
        }
        findings.addAll(runFile(data));
        return findings.isEmpty() ? List.of(Finding.ok(SUBJECT, root + " is writable, and yours alone")) : findings;
    }

    private static List<Finding> runFile(DataDirectory data) {
        try {
            RunFile.read(data);
            return List.of();
        } catch (CommandFailed damaged) {
            return List.of(Finding.fail(
                    SUBJECT,
                    "the record of what runs, %s, is damaged".formatted(data.runFile()),
                    "./continuity down, then ./continuity up: they make a new one."));
        }
    }

    static List<Finding> secrets(Surroundings surroundings) throws IOException {
        var data = surroundings.data();
        if (!data.isOurs()) {
            return List.of();
        }
        var findings = new ArrayList<Finding>();
        var files = data.secrets();
        for (var file : files) {
            if (PrivateFiles.isOpen(file)) {
                findings.add(Finding.fail(
                        "secrets",
                        "others may use %s (mode %s)".formatted(file, mode(file)),
                        "chmod 600 '%s' (./continuity up does it too); if others were here meanwhile, make new ones."
                                .formatted(file)));
            } else if (!Files.isReadable(file)) {
                findings.add(Finding.fail("secrets", file + " cannot be read", "Make it yours, with mode 0600."));
            }
        }
        return findings.isEmpty()
                ? List.of(Finding.ok("secrets", "%d files, each for you alone".formatted(files.size())))
                : findings;
    }

    private static String mode(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
