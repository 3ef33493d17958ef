package continuity.resume.fold;

import continuity.resume.fold.ShellLine.Joint;
import continuity.resume.fold.ShellLine.Step;
import continuity.resume.fold.Touch.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a command line that succeeded did to files, as far as its text tells: plain names after well-known programs, and
 * where output went. Of git, staging and committing count wherever they stand.
 */
final class ShellTouches {

    /** Places where nobody works: what is written there is not part of any work. */
    private static final Pattern TEMPORARY = Pattern.compile("/(dev|proc|sys|tmp|var/tmp|private/tmp)/.*");

    /** Programs that do what they are told, and ask nothing: what follows one of them and "&&" has run. */
    private static final Set<String> RELIABLE = Set.of(
            "cd", "mkdir", "echo", "printf", "cat", "cp", "mv", "rm", "touch", "tee", "sed", "chmod", "export", "set",
            "ls", "pwd", "true");

    private static final Set<String> PRINTING = Set.of("echo", "printf");

    /** The directory itself, the one above it, and those that by custom are named like a file. */
    private static final Pattern NAMES_DIRECTORY = Pattern.compile("(.*/)?\\.{1,2}|.*\\.d");

    private static final Pattern MOVE_OPTIONS = Pattern.compile("-[fvp]+|--force|--verbose");

    private static final Set<String> SED_OPTIONS = Set.of("-E", "-r", "-s", "-u", "-z");

    private final List<Touch> touches = new ArrayList<>();

    /** Null while unknown. */
    private @Nullable String directory;

    private final String printed;

    private ShellTouches(@Nullable String directory, String printed) {
        this.directory = directory;
        this.printed = printed;
    }

    /** @param directory in which the line began, null while unknown */
    static List<Touch> of(ShellLine line, @Nullable String directory, String printed) {
        var reading = new ShellTouches(directory, printed);
        reading.read(line.steps());
        return reading.touches;
    }

    /** The line succeeded, so the steps that "&&" joins to its end all ran. */
    private void read(List<Step> steps) {
        var end = steps.size() - 1;
        while (end > 0 && (steps.get(end).joint() == Joint.AND || steps.get(end).joint() == Joint.PIPE)) {
            end--;
        }
        var ran = true;
        for (int i = 0; i < steps.size(); i++) {
            var step = steps.get(i);
            ran = switch (step.joint()) {
                case SEQUENCE -> true;
                case PIPE -> ran;
                case AND ->
                    ran && (i > end || RELIABLE.contains(steps.get(i - 1).name()));
                case OTHERWISE -> false;
            };
            if (ran && !step.nested()) {
                read(step);
                status(step, i + 1 == steps.size() || !steps.get(i + 1).isPiped());
            } else if (ShellLine.CHANGES_DIRECTORY.contains(step.name())) {
                directory = null;
            } else if (step.joint() != Joint.OTHERWISE) {
                git(step).filter(touch -> touch.kind().isLenient()).forEach(touches::add);
            }
        }
    }

    private void read(Step step) {
        var arguments = step.words().subList(1, step.words().size());
        switch (step.name()) {
            case "cd" -> enter(step.word(1));
            case "pushd", "popd" -> directory = null;
            case "rm" -> removed(arguments);
            case "mv" -> moved(arguments, Kind.SHELL_WRITTEN);
            case "cp" -> copied(arguments);
            case "touch" -> touched(arguments);
            case "tee" ->
                written(arguments, has(arguments, "-a", "--append") ? Kind.SHELL_MODIFIED : Kind.SHELL_WRITTEN);
            case "sed" -> editedInPlace(arguments);
            case "git" -> inGit(step);
            default -> {}
        }
        if (!step.name().equals("[[")) {
            for (var output : step.outputs()) {
                written(List.of(output.path()), output.isAppended() ? Kind.SHELL_MODIFIED : Kind.SHELL_WRITTEN);
                ignored(output.path(), step);
            }
        }
    }

    private void enter(String where) {
        directory = directory != null && ShellLine.isName(where) ? FilePath.resolve(directory, where) : null;
    }

    private void inGit(Step step) {
        var call = step.git();
        if (!call.isEmpty() && !has(call, "--cached", "-n", "--dry-run")) {
            var outside = directory;
            directory = directoryOfGit(step);
            var operands = call.subList(1, call.size());
            switch (call.getFirst()) {
                case "rm" -> removed(operands);
                case "mv" -> moved(operands, Kind.CREATED);
                default -> {}
            }
            directory = outside;
        }
        git(step).forEach(touches::add);
    }

    private Stream<Touch> git(Step step) {
        var call = step.git();
        return call.isEmpty() ? Stream.of() : GitTouches.of(call, directoryOfGit(step)).stream();
    }

    private void status(Step step, boolean isPrinted) {
        var call = step.git();
        var where = directoryOfGit(step);
        if (!call.isEmpty()
                && call.getFirst().equals("status")
                && where != null
                && step.outputs().isEmpty()) {
            touches.addAll(StatusReader.touches(call, where, isPrinted, printed));
        }
    }

    private @Nullable String directoryOfGit(Step step) {
        var told = step.gitDirectory();
        return told.isEmpty()
                ? directory
                : directory != null && ShellLine.isName(told) ? FilePath.resolve(directory, told) : null;
    }

    private void removed(List<String> arguments) {
        var recursive =
                arguments.stream().anyMatch(word -> word.equals("--recursive") || word.matches("-\\w*[rR]\\w*"));
        touchAll(operands(arguments), recursive ? Kind.TREE_DELETED : Kind.DELETED);
    }

    /** @param kind what became of the file at its new place, where another one may have been */
    private void moved(List<String> arguments, Kind kind) {
        var operands = operandsOfMove(arguments);
        if (operands.size() == 2 && namesFile(operands.getLast())) {
            touchAll(operands.subList(0, 1), Kind.RENAMED);
            touchAll(List.of(into(operands.getLast(), operands.getFirst())), kind);
        }
    }

    private void copied(List<String> arguments) {
        var operands = operandsOfMove(arguments);
        if (operands.size() == 2 && namesFile(operands.getFirst()) && namesFile(operands.getLast())) {
            written(List.of(into(operands.getLast(), operands.getFirst())), Kind.SHELL_WRITTEN);
        }
    }

    /** None with options that say that something else is meant, or not to overwrite. */
    private List<String> operandsOfMove(List<String> arguments) {
        var isPlainMove = arguments.stream()
                .filter(word -> word.startsWith("-"))
                .allMatch(word -> MOVE_OPTIONS.matcher(word).matches());
        return isPlainMove ? operands(arguments) : List.of();
    }

    private void touched(List<String> arguments) {
        if (arguments.stream().noneMatch(word -> word.startsWith("-"))) { // some have an argument of their own
            written(arguments, Kind.SHELL_WRITTEN);
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
            var ofMac = !rest.isEmpty() && rest.getFirst().isEmpty(); // "-i ''"
            var scriptAndFiles = ofMac ? rest.subList(1, rest.size()) : rest;
            if (!scriptAndFiles.isEmpty() && !scriptAndFiles.getFirst().startsWith("-")) {
                written(scriptAndFiles.subList(1, scriptAndFiles.size()), Kind.SHELL_MODIFIED);
            }
        }
    }

    private void ignored(String path, Step step) {
        if (PRINTING.contains(step.name())) {
            var text = String.join(" ", step.words().subList(1, step.words().size()))
                    .replace("\\n", "\n");
            touches.addAll(IgnoreRules.of(FilePath.resolve(directory, path), text));
        }
    }

    private void written(List<String> arguments, Kind kind) {
        touchAll(operands(arguments).stream().filter(path -> !isDirectory(path)).toList(), kind);
    }

    /** Names of which it is known where they lie. */
    private List<String> operands(List<String> arguments) {
        return arguments.stream()
                .filter(word -> ShellLine.isName(word) && (directory != null || word.startsWith("/")))
                .toList();
    }

    private boolean isWork(String path) {
        var resolved = FilePath.resolve(directory, path);
        return !TEMPORARY.matcher(resolved).matches() || (directory != null && FilePath.isWithin(resolved, directory));
    }

    private static boolean isDirectory(String path) {
        return path.endsWith("/") || NAMES_DIRECTORY.matcher(path).matches();
    }

    private static boolean has(List<String> arguments, String... options) {
        return List.of(options).stream().anyMatch(arguments::contains);
    }

    /** Else it may as well be a directory, but with a slash at its end it is told what lies within. */
    private static boolean namesFile(String path) {
        return path.endsWith("/")
                || (path.substring(path.lastIndexOf('/') + 1).lastIndexOf('.') > 0
                        && !NAMES_DIRECTORY.matcher(path).matches());
    }

    private static String into(String target, String source) {
        return target.endsWith("/") ? target + source.substring(source.lastIndexOf('/') + 1) : target;
    }

    private void touchAll(List<String> paths, Kind kind) {
        paths.stream()
                .filter(this::isWork)
                .map(path -> TouchReader.touch(directory, path, kind))
                .forEach(touches::add);
    }
}
