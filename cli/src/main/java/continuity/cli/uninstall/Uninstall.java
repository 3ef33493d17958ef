package continuity.cli.uninstall;

import continuity.cli.agents.ClaudeCodeSettings;
import continuity.cli.local.DataDirectory;
import continuity.cli.local.DownCommand;
import continuity.cli.local.PrivateFiles;
import continuity.cli.local.UpLock;
import continuity.cli.terminal.CommandFailed;
import continuity.cli.terminal.Figures;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Stops the system of a data directory and removes it: the programs at once, the data when the user says so. */
final class Uninstall {

    /** What shall become of the data. */
    enum Answer {
        REMOVE,
        KEEP,
        /** Nobody is there to be asked. */
        NOBODY
    }

    private final DataDirectory data;
    private final Map<String, String> environment;
    private final PrintWriter out;

    /** @param environment of the user, for the settings of agents */
    Uninstall(DataDirectory data, Map<String, String> environment, PrintWriter out) {
        this.data = data;
        this.environment = environment;
        this.out = out;
    }

    /**
     * @param decision asked once the user has seen what there is
     * @throws CommandFailed if the directory is not one of ours, or if the system does not stop
     */
    void run(Supplier<Answer> decision) throws IOException {
        requireOurs();
        var ours = new Belongings(data);
        list("Installed programs and logs", ours.installed());
        list("Your data", ours.userData());
        out.flush();
        var answer = decision.get();
        out.println(DownCommand.stop(data));
        try (var lock = UpLock.take(data)) { // nothing starts meanwhile; its file goes last
            remove(ours.installed());
            out.println("Removed the programs and logs.");
            switch (answer) {
                case REMOVE -> removeData(ours, lock);
                case KEEP -> out.printf("Your data stays in %s.%n", data.root());
                case NOBODY ->
                    out.printf(
                            "Your data stays in %s, since there is nobody to ask: --yes removes it, too.%n",
                            data.root());
            }
        }
        mentionTheRest();
        out.flush();
    }

    private void requireOurs() {
        var root = data.root();
        if (Files.isSymbolicLink(root)) {
            throw CommandFailed.because(
                    "%s is a symbolic link. Name the directory itself with --data; the link is yours to remove."
                            .formatted(root));
        }
        if (!data.isOurs()) {
            throw CommandFailed.because(
                    "%s is no data directory of Session Continuity (it has no keys); nothing was removed."
                            .formatted(root));
        }
    }

    private void list(String title, List<Path> paths) {
        var sizes = Belongings.sizes(paths);
        out.printf("%n%s in %s:%n", title, data.root());
        paths.forEach(path -> out.printf(
                "  %-18s %8s%n",
                path.getFileName(), sizes.containsKey(path) ? Figures.bytes(sizes.get(path)) : Figures.UNKNOWN));
        if (paths.isEmpty()) {
            out.println("  nothing");
        }
    }

    private void removeData(Belongings ours, UpLock lock) throws IOException {
        remove(ours.userData());
        var foreign = ours.foreign();
        if (foreign.isEmpty()) {
            Files.delete(lock.data().root());
            out.printf("Removed your data and %s.%n", data.root());
        } else {
            out.printf(
                    "Removed your data. %s stays: it holds what is not ours (%s).%n",
                    data.root(),
                    foreign.stream().map(path -> path.getFileName().toString()).collect(Collectors.joining(", ")));
        }
    }

    private static void remove(List<Path> paths) throws IOException {
        for (var path : paths) {
            PrivateFiles.deleteTree(path);
        }
    }

    private void mentionTheRest() throws IOException {
        out.printf("%nNot removed:%n  the checkout with this script and its builds%n");
        var settings = ClaudeCodeSettings.file(environment);
        var lines = ClaudeCodeSettings.linesThatMentionUs(settings);
        if (!lines.isEmpty()) {
            out.printf(
                    "  the hooks in %s (lines %s): without a system they do nothing; take them out by hand%n",
                    settings, lines.stream().map(String::valueOf).collect(Collectors.joining(", ")));
        }
    }
}
