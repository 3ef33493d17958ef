package continuity.bench.resume.desk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** What is in the project's directory before an agent comes. */
public enum Ground {
    /** Nothing. */
    EMPTY(Map.of(), false),
    /** A shop in JavaScript, with one test. */
    SHOP(GroundFiles.SHOP, true),
    /** The same without git. */
    SHOP_WITHOUT_GIT(GroundFiles.SHOP, false),
    /** The same, cloned from a repository that others push to. */
    SHARED_SHOP(GroundFiles.SHOP, true) {
        @Override
        void lay(Shell shell, Path project) {
            super.lay(shell, project);
            var origin = project.resolveSibling("origin.git");
            shell.git(project, "init", "-q", "--bare", "-b", "main", origin.toString());
            shell.git(project, "remote", "add", "origin", origin.toString());
            shell.git(project, "push", "-q", "-u", "origin", "main");
        }
    },
    /** Accounts in Python, with two tests. */
    BANK(GroundFiles.BANK, true),
    /** The same without git. */
    BANK_WITHOUT_GIT(GroundFiles.BANK, false),
    /** A handbook and settings; no code. */
    HANDBOOK(GroundFiles.HANDBOOK, true),
    /** Several packages, whose names nobody has to quote until somebody has to. */
    MONOREPO(GroundFiles.MONOREPO, true);

    @SuppressWarnings("ImmutableEnumChecker") // Map.of makes no other
    private final Map<String, String> files;

    private final boolean inGit;

    Ground(Map<String, String> files, boolean inGit) {
        this.files = files;
        this.inGit = inGit;
    }

    void lay(Shell shell, Path project) {
        files.forEach((path, content) -> save(project.resolve(path), content));
        if (inGit) {
            shell.git(project, "init", "-q", "-b", "main");
            shell.git(project, "add", "-A");
            shell.git(project, "commit", "-q", "-m", "Begin");
        }
    }

    private static void save(Path file, String content) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
