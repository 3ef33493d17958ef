package continuity.resume.fold;

import continuity.contracts.CommandLogged;
import continuity.resume.fold.Touch.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which files a successful command touched, by the tools of the clients that we know. */
final class TouchReader {

    private static final Pattern PATCHED =
            Pattern.compile("^\\*\\*\\* (Add File|Update File|Delete File|Move to): (.+)$", Pattern.MULTILINE);

    /** Follows the name that the file had before. */
    private static final String MOVED = "Move to";

    private static final Map<String, Kind> PATCH_KINDS = Map.of(
            "Add File", Kind.CREATED, "Update File", Kind.MODIFIED, "Delete File", Kind.DELETED, MOVED, Kind.CREATED);

    private TouchReader() {}

    static List<Touch> touches(CommandLogged command) {
        if (!Boolean.TRUE.equals(command.success()) || command.toolName() == null) {
            return List.of();
        }
        var parameters = new Fields(command.parameters());
        var directory = new Fields(command.contextData()).text("cwd");
        return switch (command.toolName().toLowerCase(Locale.ROOT)) {
            case "write", "write_file", "create_file" -> one(parameters, directory, writtenKind(command.result()));
            case "edit", "multiedit", "notebookedit", "edit_file", "replace" ->
                one(parameters, directory, Kind.MODIFIED);
            case "apply_patch" -> patched(parameters.text("input", "patch", "command"), directory);
            default ->
                ToolCalls.isShell(command.toolName()) ? inShell(parameters.text("command"), directory) : List.of();
        };
    }

    private static Kind writtenKind(@Nullable Object result) {
        return "create".equals(Fields.of(result).text("type")) ? Kind.CREATED : Kind.MODIFIED;
    }

    private static List<Touch> one(Fields parameters, @Nullable String directory, Kind kind) {
        var path = parameters.text("file_path", "filePath", "notebook_path", "absolute_path", "path");
        return path == null ? List.of() : List.of(touch(directory, path, kind));
    }

    private static List<Touch> patched(@Nullable String patch, @Nullable String directory) {
        var touches = new ArrayList<Touch>();
        if (patch != null) {
            PATCHED.matcher(patch).results().forEach(line -> {
                if (line.group(1).equals(MOVED) && !touches.isEmpty()) {
                    touches.add(new Touch(touches.removeLast().path(), Kind.DELETED));
                }
                var kind = PATCH_KINDS.getOrDefault(line.group(1), Kind.MODIFIED);
                touches.add(touch(directory, line.group(2).strip(), kind));
            });
        }
        return touches;
    }

    /** Only what is certain from the text alone: plain operands of {@code rm}, {@code mv} and the same of git. */
    private static List<Touch> inShell(@Nullable String text, @Nullable String directory) {
        var touches = new ArrayList<Touch>();
        var here = directory;
        for (var step : ShellLine.parse(text == null ? "" : text).steps()) {
            var words = step.words();
            if (step.name().equals("cd")) {
                here = here != null && ShellLine.isPlain(step.word(1)) ? FilePath.resolve(here, step.word(1)) : null;
            } else if (step.name().equals("rm")) {
                removed(words.subList(1, words.size()), here, touches);
            } else if (step.name().equals("mv") && namesFile(step.words().getLast())) {
                moved(words.subList(1, words.size()), here, touches);
            } else if (step.name().equals("git") && step.word(1).equals("rm")) {
                removed(words.subList(2, words.size()), here, touches);
            } else if (step.name().equals("git") && step.word(1).equals("mv")) {
                moved(words.subList(2, words.size()), here, touches);
            }
        }
        return touches;
    }

    private static void removed(List<String> arguments, @Nullable String directory, List<Touch> touches) {
        if (arguments.contains("--cached") || arguments.contains("-n") || arguments.contains("--dry-run")) {
            return;
        }
        var recursive =
                arguments.stream().anyMatch(word -> word.equals("--recursive") || word.matches("-\\w*[rR]\\w*"));
        for (var path : plainOperands(arguments, directory)) {
            touches.add(touch(directory, path, recursive ? Kind.TREE_DELETED : Kind.DELETED));
        }
    }

    private static void moved(List<String> arguments, @Nullable String directory, List<Touch> touches) {
        var operands = plainOperands(arguments, directory);
        if (operands.size() != 2 || arguments.contains("-n") || arguments.contains("--dry-run")) {
            return;
        }
        var from = operands.getFirst();
        var to = operands.getLast();
        var into = to.endsWith("/") ? to + from.substring(from.lastIndexOf('/') + 1) : to;
        touches.add(touch(directory, from, Kind.DELETED));
        touches.add(touch(directory, into, Kind.CREATED));
    }

    /** Else it may as well be a directory. */
    private static boolean namesFile(String path) {
        return path.endsWith("/") || path.substring(path.lastIndexOf('/') + 1).lastIndexOf('.') > 0;
    }

    private static List<String> plainOperands(List<String> arguments, @Nullable String directory) {
        return arguments.stream()
                .filter(word -> ShellLine.isPlain(word) && (directory != null || word.startsWith("/")))
                .toList();
    }

    private static Touch touch(@Nullable String directory, String path, Kind kind) {
        return new Touch(Excerpt.of(FilePath.resolve(directory, path), Excerpt.PATH), kind);
    }
}
