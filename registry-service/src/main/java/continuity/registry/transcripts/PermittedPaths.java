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

/** Which files are transcripts: by name when they are linked, by where they really lie when they are read. */
@ApplicationScoped
class PermittedPaths {

    static final String RULE = "must be the absolute path of a .jsonl file, without . and .., below a permitted root or"
            + " a directory .claude/projects, .codex/sessions or .gemini";

    private static final String SUFFIX = ".jsonl";

    private static final Pattern ABSOLUTE = Pattern.compile("(?:/|[A-Za-z]:[/\\\\])(.++)");
    private static final Pattern SEPARATOR = Pattern.compile("[/\\\\]");

    /** Where the known agents keep their transcripts, below whatever home. */
    private static final List<List<String>> USUAL =
            List.of(List.of(".claude", "projects"), List.of(".codex", "sessions"), List.of(".gemini"));

    private final List<Path> roots;

    PermittedPaths(TranscriptConfig config) {
        this.roots = config.roots().orElse(List.of()).stream()
                .map(Path::toAbsolutePath)
                .toList();
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

    /** Whether the path, as it is written, leads below a root. */
    boolean isBelowRoot(String path) {
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
