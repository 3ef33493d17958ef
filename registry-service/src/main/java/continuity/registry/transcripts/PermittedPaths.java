package continuity.registry.transcripts;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which files are transcripts: by name when they are linked, by where they really lie when they are read. */
@ApplicationScoped
class PermittedPaths {

    static final String RULE = "must be the absolute path of a .jsonl file, without . and .., below a permitted root or"
            + " a directory .claude/projects, .codex/sessions or .gemini";

    static final String OWN_RULE = "must name the file of the instance's own session as it was registered:"
            + " <client_session_id>.jsonl, or rollout-<time>-<client_session_id>.jsonl";

    private static final String SUFFIX = ".jsonl";

    private static final Pattern ABSOLUTE = Pattern.compile("(?:/|[A-Za-z]:[/\\\\])(.++)");
    private static final Pattern SEPARATOR = Pattern.compile("[/\\\\]");
    private static final Pattern ROLLOUT =
            Pattern.compile("rollout-\\d{4}-\\d\\d-\\d\\dT\\d\\d-\\d\\d-\\d\\d-(.+)", Pattern.DOTALL);

    /** Where the known agents keep their transcripts, below whatever home. */
    private static final List<List<String>> USUAL =
            List.of(List.of(".claude", "projects"), List.of(".codex", "sessions"), List.of(".gemini"));

    private final List<Path> roots;
    private final Optional<String> machine;

    PermittedPaths(TranscriptConfig config) {
        this.roots = config.roots().orElse(List.of()).stream()
                .map(Path::toAbsolutePath)
                .toList();
        this.machine = config.machine().filter(name -> !name.isBlank());
    }

    /** Whether this may be the path of a transcript, on this machine or another; nothing is looked up. */
    boolean mayBeLinked(String path) {
        var absolute = ABSOLUTE.matcher(path);
        if (!absolute.matches() || !path.endsWith(SUFFIX)) {
            return false;
        }
        var names = List.of(SEPARATOR.split(absolute.group(1), -1));
        var isPlain = names.stream().noneMatch(name -> name.isEmpty() || name.equals(".") || name.equals(".."));
        var directories = names.subList(0, names.size() - 1);
        return isPlain
                && (isBelowRoot(path)
                        || USUAL.stream().anyMatch(usual -> Collections.indexOfSubList(directories, usual) >= 0));
    }

    /**
     * Whether the file is that session's own, by its name: of all files below a root, an instance reaches only this.
     *
     * @param session as it was registered; null owns nothing
     */
    static boolean isOf(@Nullable String session, String path) {
        var names = SEPARATOR.split(path, -1);
        var name = names[names.length - 1];
        if (session == null || !name.endsWith(SUFFIX)) {
            return false;
        }
        var stem = name.substring(0, name.length() - SUFFIX.length());
        var rollout = ROLLOUT.matcher(stem);
        return stem.equals(session) || (rollout.matches() && rollout.group(1).equals(session));
    }

    /** Whether the path is one of this machine and, as it is written, leads below a root. */
    boolean mayLieHere(String path, @Nullable String hostMachine) {
        return machine.filter(name -> name.equals(hostMachine)).isPresent() && isBelowRoot(path);
    }

    private boolean isBelowRoot(String path) {
        return roots.stream().anyMatch(Path.of(path)::startsWith);
    }

    /**
     * The file without links on its way, if it may be read.
     *
     * @throws java.nio.file.NoSuchFileException if there is none
     */
    Optional<Path> real(String path) throws IOException {
        var file = Path.of(path).toRealPath();
        var isTranscript = file.toString().endsWith(SUFFIX) && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
        for (var root : roots) {
            if (isTranscript && Files.exists(root) && file.startsWith(root.toRealPath())) {
                return Optional.of(file);
            }
        }
        return Optional.empty();
    }
}
