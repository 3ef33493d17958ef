package continuity.bench.resume.desk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.stream.Stream;

/** What happens after an agent has died: somebody works on by hand, and a new session is to take its work over. */
final class Aftermath {

    private static final String BY_HAND = "\n# by hand\n";

    private final Desk desk;
    private final Path project;
    private final Client client;

    Aftermath(Desk desk, Path project) {
        this.desk = desk;
        this.project = project;
        this.client = new Client(desk, project);
    }

    /** The session that is to take over, from 1. */
    int session() {
        return client.session();
    }

    /**
     * Somebody edits a file, commits it, and begins another one, of which no hook tells.
     *
     * @return false where nothing can be committed, as without git or in the middle of a merge
     */
    boolean worksByHand() {
        var file = untouched();
        if (file.isEmpty()) {
            return false;
        }
        try {
            Files.writeString(project.resolve(file.get()), BY_HAND, StandardOpenOption.APPEND);
            Files.writeString(project.resolve("by-hand.txt"), BY_HAND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return desk.shell().commits(project, file.get(), "By hand");
    }

    /** A file that git knows and in which nothing is uncommitted. */
    private Optional<String> untouched() {
        var sight = desk.look(project);
        return sight.head() == null
                ? Optional.empty()
                : Stream.of(desk.shell()
                                .git(project, "ls-files", "-z", "--cached")
                                .split("\0", -1))
                        .filter(path -> sight.contents().containsKey(path))
                        .filter(path -> !sight.uncommitted().contains(path))
                        .findFirst();
    }

    void resumes(Agent dead) {
        desk.note("SessionStart startup", client.starts("startup"), false);
        desk.note("resume in a new session", client.prompt("resume " + Marks.instance(dead.session())), false);
    }
}
