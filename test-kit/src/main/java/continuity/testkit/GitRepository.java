package continuity.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A real git repository in a directory of its own. Nothing of this machine's settings reaches it and its clock is
 * fixed, so that the same steps make the same commits everywhere.
 */
public final class GitRepository {

    private static final String NOON = "2026-11-20T12:00:00Z";

    private final Path directory;

    private GitRepository(Path directory) {
        this.directory = directory;
    }

    /** An empty repository on the branch {@code main}. */
    public static GitRepository create(Path directory) {
        return inDirectory(directory).git("init", "-q", "-b", "main");
    }

    /** A copy with {@code origin} as its remote. */
    public static GitRepository clone(GitRepository origin, Path directory) {
        return inDirectory(directory).git("clone", "-q", origin.directory.toString(), ".");
    }

    /**
     * Work in progress below {@code directory}: two commits ahead of its upstream and one behind, with changes of every
     * kind that git can have without a conflict, and names that git must quote.
     */
    public static GitRepository workInProgress(Path directory) {
        var origin = create(directory.resolve("origin"))
                .write("README.md", "shop\n")
                .write("src/cart.js", "1\n")
                .write("src/old name.js", "a file that moves\n")
                .commit("Begin the shop");
        var clone = clone(origin, directory.resolve("shop"));
        origin.write("README.md", "the shop\n").commit("Say what it is");
        return clone.write("src/checkout.js", "1\n")
                .commit("Add checkout()")
                .write("src/checkout.js", "2\n")
                .commit("Round “half up”")
                .git("fetch", "-q")
                .git("mv", "src/old name.js", "src/größe.js")
                .write("src/cart.js", "2\n")
                .write("docs/a \"b\"\n.md", "x\n")
                .write("notes.txt", "x\n")
                .git("add", "docs");
    }

    /** What mission-control reads from that repository's report: the data of a {@code git_observed} event, as JSON. */
    public static String workInProgressObserved() {
        try (var file = GitRepository.class.getResourceAsStream("/git/work-in-progress.json")) {
            return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static GitRepository inDirectory(Path directory) {
        try {
            return new GitRepository(Files.createDirectories(directory));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Path directory() {
        return directory;
    }

    public GitRepository write(String path, String content) {
        try {
            var file = directory.resolve(path);
            Files.createDirectories(file.getParent());
            Files.writeString(file, content);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Commits everything that is there. */
    public GitRepository commit(String message) {
        return git("add", "-A").git("commit", "-q", "--allow-empty", "-m", message);
    }

    /** Runs git; it must succeed. */
    public GitRepository git(String... arguments) {
        output(arguments);
        return this;
    }

    /** What git printed; it must succeed. */
    public String output(String... arguments) {
        var outcome = run(arguments);
        if (outcome.exit() != 0) {
            throw new IllegalStateException("git " + String.join(" ", arguments) + ": " + outcome.printed());
        }
        return outcome.printed();
    }

    /** Runs git, which may fail, as a merge with conflicts does. */
    public GitRepository attempt(String... arguments) {
        run(arguments);
        return this;
    }

    /** What the git hook posts below the client's JSON. */
    public String report() {
        return output("-c", "core.quotePath=true", "status", "--porcelain=v2", "--branch", "--untracked-files=all")
                + "\n"
                + printedIfDone(run("log", "-5", "--format=%H %cI %s")); // before the first commit it fails
    }

    private record Outcome(int exit, String printed) {}

    private static String printedIfDone(Outcome outcome) {
        return outcome.exit() == 0 ? outcome.printed() : "";
    }

    private Outcome run(String... arguments) {
        var command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
        var environment = builder.environment();
        environment.keySet().removeIf(name -> name.startsWith("GIT_"));
        environment.put("GIT_CONFIG_GLOBAL", "/dev/null");
        environment.put("GIT_CONFIG_NOSYSTEM", "1");
        for (var who : new String[] {"AUTHOR", "COMMITTER"}) {
            environment.put("GIT_%s_NAME".formatted(who), "Dev");
            environment.put("GIT_%s_EMAIL".formatted(who), "dev@example.com");
            environment.put("GIT_%s_DATE".formatted(who), NOON);
        }
        try {
            var process = builder.start();
            process.getOutputStream().close();
            var printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Outcome(process.waitFor(), printed);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
