package continuity.bench.resume.desk;

import continuity.bench.resume.desk.Oracle.Sight;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A directory of its own, the agents that work in it, and what has happened so far. */
final class Desk implements AutoCloseable {

    /** The agent's connection drops. */
    static final class Dropped extends RuntimeException {

        Dropped() {
            super("the connection drops", null, false, false);
        }
    }

    private final Path root;
    private final Path project;
    private final ClientSettings settings;
    private final int last;
    private final TestResults testResults;
    private final Shell shell;
    private final Hooks hooks;
    private final Oracle oracle;
    private final Agent agent;
    private final List<Step> steps = new ArrayList<>();
    private final Map<Path, Sight> seen = new HashMap<>();
    private final Set<Path> written = new HashSet<>();
    private int sessions;

    Desk(ClientSettings settings, Ground ground) {
        this(settings, ground, Integer.MAX_VALUE);
    }

    /** @param last index of the step after which the connection drops */
    Desk(ClientSettings settings, Ground ground, int last) {
        this.last = last;
        try {
            this.root = Files.createTempDirectory("desk-").toRealPath();
            this.settings = settings;
            testResults = new TestResults(Files.createDirectories(root.resolve("papers")));
            shell = new Shell(root.resolve("papers"), testResults.environment());
            var header = root.resolve("papers/.continuity/header");
            Files.createDirectories(header.getParent());
            Files.writeString(header, "Authorization: Bearer of-the-desk\n");
            hooks = new Hooks(shell, this::portable);
            oracle = new Oracle(shell);
            project = Files.createDirectories(root.resolve("dev/shop"));
            ground.lay(shell, project);
            agent = new Agent(this, project);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        agent.starts("startup");
    }

    /** The one whose work is asked for. */
    Agent agent() {
        return agent;
    }

    Shell shell() {
        return shell;
    }

    Hooks hooks() {
        return hooks;
    }

    ClientSettings settings() {
        return settings;
    }

    TestResults testResults() {
        return testResults;
    }

    Path root() {
        return root;
    }

    int nextSession() {
        return ++sessions;
    }

    List<Step> steps() {
        return List.copyOf(steps);
    }

    /** An agent wrote that file itself. */
    void wrote(Path file) {
        written.add(file);
        touched();
    }

    /** Something may have changed. */
    void touched() {
        seen.clear();
    }

    /** How a project stands now. */
    Sight look(Path project) {
        return seen.computeIfAbsent(
                project,
                _ -> oracle.look(
                        project,
                        written.stream()
                                .filter(file -> file.startsWith(project))
                                .map(file -> project.relativize(file).toString())
                                .toList()));
    }

    /** Notes what happened, and where the work stands now. */
    void note(String what, List<Request> requests, boolean isCheckpoint) {
        steps.add(new Step(what, agent.session(), List.copyOf(requests), agent.state(), isCheckpoint));
        if (steps.size() - 1 == last) {
            throw new Dropped();
        }
    }

    /**
     * The agent is gone, somebody else works on, and a new session takes over.
     *
     * @return that session, from 1; empty where nobody else can work on
     */
    Optional<Integer> goesOnWithoutAgent() {
        var aftermath = new Aftermath(this, project);
        agent.drops();
        var before = look(project);
        if (!aftermath.worksByHand()) {
            return Optional.empty();
        }
        touched();
        agent.takeAsGiven(before);
        aftermath.resumes(agent);
        return Optional.of(aftermath.session());
    }

    /** The same text as on an agent's machine, whatever this directory is called. */
    private String portable(String text) {
        return text.replace(root.resolve("dev/shop").toString(), "/home/dev/" + Marks.PROJECT)
                .replace(root.resolve("kim/shop").toString(), "/home/kim/" + Marks.PROJECT)
                .replace(root.toString(), "/home");
    }

    @Override
    public void close() {
        hooks.close();
        try (var files = Files.walk(root)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
