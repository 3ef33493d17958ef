package continuity.bench.resume.desk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs programs at a desk; nothing of this machine's own git settings reaches them. */
final class Shell {

    private static final int PATIENCE_SECONDS = 60;

    private final Path papers;
    private final Map<String, String> environment;

    /**
     * How a program ended.
     *
     * @param out what it printed
     * @param err what it printed as errors
     */
    record Outcome(int exit, String out, String err) {

        boolean succeeded() {
            return exit == 0;
        }
    }

    /**
     * @param papers a directory for its own files
     * @param environment in addition to that of this process
     */
    Shell(Path papers, Map<String, String> environment) {
        this.papers = papers;
        this.environment = new HashMap<>(environment);
        this.environment.putAll(Map.of(
                "HOME", papers.toString(),
                "GIT_CONFIG_GLOBAL", "/dev/null",
                "GIT_CONFIG_NOSYSTEM", "1",
                "GIT_AUTHOR_NAME", "Dev",
                "GIT_AUTHOR_EMAIL", "dev@example.com",
                "GIT_COMMITTER_NAME", "Dev",
                "GIT_COMMITTER_EMAIL", "dev@example.com",
                "GIT_EDITOR", "true",
                "PYTHONDONTWRITEBYTECODE", "1"));
    }

    Outcome run(Path directory, List<String> command) {
        var out = papers.resolve("out");
        var err = papers.resolve("err");
        var builder = in(directory, command)
                .redirectInput(Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        try {
            var process = builder.start();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException("takes too long: " + command);
            }
            return new Outcome(process.exitValue(), Files.readString(out), Files.readString(err));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /**
     * Starts a hook's command line as the client does. The process ends when all has ended that it started, also in the
     * background: all of it holds the pipe, whatever it does with its own output.
     *
     * @param input on its standard input; a file, not a pipe, which would break when a command line does not read it
     * @param project as the client calls it
     */
    Process start(String line, String input, Path project, Path directory) throws IOException {
        var waitsForAll = "/bin/sh -c \"$0\" 3>&1 | cat";
        var builder = in(directory, List.of("/bin/sh", "-c", waitsForAll, line))
                .redirectInput(Files.writeString(papers.resolve("in"), input).toFile())
                .redirectOutput(Redirect.DISCARD)
                .redirectError(Redirect.DISCARD);
        builder.environment().put("CLAUDE_PROJECT_DIR", project.toString());
        return builder.start();
    }

    private ProcessBuilder in(Path directory, List<String> command) {
        var builder = new ProcessBuilder(command).directory(directory.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("GIT_"));
        builder.environment().putAll(environment);
        return builder;
    }

    /** Runs git, which must succeed. */
    String git(Path directory, String... arguments) {
        var outcome = run(directory, withGit(arguments));
        if (!outcome.succeeded()) {
            throw new IllegalStateException("git " + String.join(" ", arguments) + ": " + outcome.err());
        }
        return outcome.out();
    }

    /** Commits nothing but {@code file}, if that is possible. */
    boolean commits(Path directory, String file, String message) {
        return run(directory, withGit("commit", "-q", "-m", message, "--", file))
                .succeeded();
    }

    /** What git prints; empty if it fails. */
    String askGit(Path directory, String... arguments) {
        var outcome = run(directory, withGit(arguments));
        return outcome.succeeded() ? outcome.out() : "";
    }

    private static List<String> withGit(String... arguments) {
        var command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        return command;
    }
}
