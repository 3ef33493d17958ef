package continuity.resume.fold;

import continuity.resume.fold.Touch.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a command line that succeeded did to files, as far as its text tells: plain names after well-known programs, and
 * where output went.
 */
final class ShellTouches {

    /** Places where nobody works: what is written there is not part of any work. */
    private static final Pattern TEMPORARY = Pattern.compile("/(dev|proc|sys|tmp|var/tmp|private/tmp)/.*");

    /** Words of the shell after which a step may not have run. */
    private static final Set<String> CONDITIONAL = Set.of("then", "else", "elif");

    private static final Set<String> SED_OPTIONS = Set.of("-E", "-r", "-s", "-u", "-z");

    private final List<Touch> touches = new ArrayList<>();

    /** Null while unknown. */
    private @Nullable String directory;

    private ShellTouches(@Nullable String directory) {
        this.directory = directory;
    }

    static List<Touch> of(@Nullable String line, @Nullable String directory) {
        var reading = new ShellTouches(directory);
        ShellLine.parse(line == null ? "" : line).steps().stream()
                .filter(step -> step.joint() != ShellLine.Joint.OTHERWISE)
                .forEach(reading::read);
        return reading.touches;
    }

    private void read(ShellLine.Step step) {
        var arguments = step.words().subList(1, step.words().size());
        switch (step.name()) {
            case "cd" -> enter(step.word(1));
            case "rm" -> removed(arguments);
            case "mv" -> moved(arguments);
            case "cp" -> copied(arguments);
            case "touch" -> written(arguments, Kind.SHELL_WRITTEN);
            case "tee" ->
                written(arguments, has(arguments, "-a", "--append") ? Kind.SHELL_MODIFIED : Kind.SHELL_WRITTEN);
            case "sed" -> editedInPlace(arguments);
            case "git" -> inGit(arguments);
            default -> {}
        }
        if (!CONDITIONAL.contains(step.name())) {
            for (var output : step.outputs()) {
                written(List.of(output.path()), output.isAppended() ? Kind.SHELL_MODIFIED : Kind.SHELL_WRITTEN);
            }
        }
    }

    private void enter(String where) {
        directory = directory != null && ShellLine.isPlain(where) ? FilePath.resolve(directory, where) : null;
    }

    private void inGit(List<String> arguments) {
        if (arguments.isEmpty() || has(arguments, "--cached", "-n", "--dry-run")) {
            return;
        }
        var operands = arguments.subList(1, arguments.size());
        switch (arguments.getFirst()) {
            case "rm" -> removed(operands);
            case "mv" -> moved(operands);
            default -> {}
        }
    }

    private void removed(List<String> arguments) {
        var recursive =
                arguments.stream().anyMatch(word -> word.equals("--recursive") || word.matches("-\\w*[rR]\\w*"));
        for (var path : operands(arguments)) {
            touch(path, recursive ? Kind.TREE_DELETED : Kind.DELETED);
        }
    }

    private void moved(List<String> arguments) {
        var operands = operands(arguments);
        if (operands.size() == 2 && namesFile(operands.getLast()) && !has(arguments, "-n", "--no-clobber")) {
            touch(operands.getFirst(), Kind.DELETED);
            touch(into(operands.getLast(), operands.getFirst()), Kind.CREATED);
        }
    }

    private void copied(List<String> arguments) {
        var operands = operands(arguments);
        if (operands.size() == 2
                && namesFile(operands.getFirst())
                && namesFile(operands.getLast())
                && !has(arguments, "-n", "--no-clobber")) {
            written(List.of(into(operands.getLast(), operands.getFirst())), Kind.SHELL_WRITTEN);
        }
    }

    /** Options, a script and then the files; with scripts as options nothing is certain. */
    private void editedInPlace(List<String> arguments) {
        var options = arguments.stream().takeWhile(word -> word.startsWith("-")).toList();
        var inPlace = options.stream()
                        .filter(word -> word.matches("-i.*|--in-place.*"))
                        .count()
                == 1;
        if (inPlace
                && options.stream().allMatch(word -> word.matches("-i.*|--in-place.*") || SED_OPTIONS.contains(word))) {
            var rest = arguments.subList(options.size(), arguments.size());
            var script = !rest.isEmpty() && rest.getFirst().isEmpty() ? 2 : 1; // "-i ''" of a Mac
            written(rest.subList(Math.min(script, rest.size()), rest.size()), Kind.SHELL_MODIFIED);
        }
    }

    private void written(List<String> arguments, Kind kind) {
        operands(arguments).stream()
                .filter(Predicate.not(ShellTouches::isDirectory))
                .filter(this::isWork)
                .forEach(path -> touch(path, kind));
    }

    /** Plain names, of which it is known where they lie. */
    private List<String> operands(List<String> arguments) {
        return arguments.stream()
                .filter(word -> ShellLine.isPlain(word) && (directory != null || word.startsWith("/")))
                .toList();
    }

    private boolean isWork(String path) {
        var resolved = FilePath.resolve(directory, path);
        return !TEMPORARY.matcher(resolved).matches() || (directory != null && FilePath.isWithin(resolved, directory));
    }

    private static boolean isDirectory(String path) {
        return path.endsWith("/") || path.matches("\\.{1,2}");
    }

    private static boolean has(List<String> arguments, String... options) {
        return List.of(options).stream().anyMatch(arguments::contains);
    }

    /** Else it may as well be a directory. */
    private static boolean namesFile(String path) {
        return path.endsWith("/") || path.substring(path.lastIndexOf('/') + 1).lastIndexOf('.') > 0;
    }

    private static String into(String target, String source) {
        return target.endsWith("/") ? target + source.substring(source.lastIndexOf('/') + 1) : target;
    }

    private void touch(String path, Kind kind) {
        touches.add(TouchReader.touch(directory, path, kind));
    }
}
