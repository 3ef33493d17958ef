package continuity.resume.fold;

import continuity.contracts.CommandLogged;
import continuity.resume.fold.Touch.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which files a command touched, by the tools of the clients that we know. */
final class TouchReader {

    private static final Pattern PATCHED =
            Pattern.compile("^\\*\\*\\* (Add File|Update File|Delete File|Move to): (.+)$", Pattern.MULTILINE);

    private static final Pattern COMMITTED =
            Pattern.compile("^\\[\\S+(?: HEAD)?(?: \\(root-commit\\))? [0-9a-f]{7,40}] ", Pattern.MULTILINE);

    private static final Pattern NO_REPOSITORY =
            Pattern.compile("^fatal: not a git repository \\(or any", Pattern.MULTILINE);

    private static final Pattern NOTHING_COMMITTED =
            Pattern.compile("^(?:nothing (?:added )?to commit|no changes added to commit)", Pattern.MULTILINE);

    private static final Pattern SWITCHED =
            Pattern.compile("^Switched to (?:a new )?branch '([^']+)'", Pattern.MULTILINE);

    private static final Pattern UPDATED = Pattern.compile("^Updated \\d+ path", Pattern.MULTILINE);

    /** Follows the name that the file had before. */
    private static final String MOVED = "Move to";

    private static final Map<String, Kind> PATCH_KINDS = Map.of(
            "Add File", Kind.CREATED, "Update File", Kind.MODIFIED, "Delete File", Kind.DELETED, MOVED, Kind.CREATED);

    private TouchReader() {}

    static List<Touch> touches(CommandLogged command) {
        if (command.success() == null || command.toolName() == null || ToolCalls.wasDenied(command)) {
            return List.of();
        }
        var parameters = new Fields(command.parameters());
        if (ToolCalls.isShell(command.toolName())) {
            return ofShell(command, parameters);
        }
        if (!command.success()) {
            return List.of();
        }
        var directory = new Fields(command.contextData()).text("cwd");
        return switch (command.toolName().toLowerCase(Locale.ROOT)) {
            case "write", "write_file", "create_file" -> one(parameters, directory, writtenKind(command.result()));
            case "edit", "multiedit", "notebookedit", "edit_file", "replace" ->
                one(parameters, directory, Kind.MODIFIED);
            case "apply_patch" -> patched(parameters.text("input", "patch", "command"), directory);
            default -> List.of();
        };
    }

    /** Of a line that failed, nobody knows how far it came, but git says when it has committed. */
    private static List<Touch> ofShell(CommandLogged command, Fields parameters) {
        var directory = startOf(parameters, new Fields(command.contextData()).text("cwd"));
        var line = ShellLine.parse(Objects.requireNonNullElse(parameters.text("command"), ""));
        var printed = Printed.by(command);
        var succeeded = Boolean.TRUE.equals(command.success()) && !OutcomeReader.mayHaveFailed(command);
        var asksStatus =
                line.gitCalls().stream().anyMatch(call -> call.getFirst().equals("status"));
        var committed = succeeded
                ? asksStatus || !NOTHING_COMMITTED.matcher(printed).find()
                : COMMITTED.matcher(printed).find();
        var touches = ShellTouches.of(line, directory, printed).stream()
                .filter(touch -> succeeded || touch.kind().isLenient())
                .filter(touch -> committed || !touch.kind().commits())
                .flatMap(touch -> told(touch, succeeded, printed));
        return Stream.concat(noRepository(line, directory, printed), touches).toList();
    }

    private static Stream<Touch> noRepository(ShellLine line, @Nullable String directory, String printed) {
        return directory != null
                        && !line.leaves()
                        && NO_REPOSITORY.matcher(printed).find()
                ? Stream.of(new Touch(directory, Kind.NO_REPOSITORY))
                : Stream.of();
    }

    /** Git says to which branch it changes, unless it is told to be quiet, and when it took the name for a file's. */
    private static Stream<Touch> told(Touch touch, boolean succeeded, String printed) {
        if (!touch.kind().switches()) {
            return Stream.of(touch);
        }
        var names =
                SWITCHED.matcher(printed).results().map(line -> line.group(1)).toList();
        var isPrevious = touch.path().equals(Touch.PREVIOUS);
        if (names.contains(touch.path()) || (isPrevious && names.size() == 1)) {
            return Stream.of(new Touch(isPrevious ? names.getFirst() : touch.path(), touch.kind()));
        }
        return succeeded && !UPDATED.matcher(printed).find() ? Stream.of(touch) : Stream.of();
    }

    /** Some clients' shells may be told to start somewhere else than in the session's directory. */
    private static @Nullable String startOf(Fields parameters, @Nullable String directory) {
        var told = parameters.text("workdir", "dir_path");
        return told == null || directory == null ? directory : FilePath.resolve(directory, told);
    }

    private static Kind writtenKind(@Nullable Object result) {
        return "create".equals(Fields.of(result).text("type")) ? Kind.CREATED : Kind.MODIFIED;
    }

    private static List<Touch> one(Fields parameters, @Nullable String directory, Kind kind) {
        var path = parameters.text("file_path", "filePath", "notebook_path", "absolute_path", "path");
        if (path == null) {
            return List.of();
        }
        var touch = touch(directory, path, kind);
        var written = parameters.text("content", "new_string", "newString");
        return Stream.concat(
                        Stream.of(touch),
                        written == null ? Stream.of() : IgnoreRules.of(touch.path(), written).stream())
                .toList();
    }

    private static List<Touch> patched(@Nullable String patch, @Nullable String directory) {
        var touches = new ArrayList<Touch>();
        if (patch != null) {
            PATCHED.matcher(patch).results().forEach(line -> {
                if (line.group(1).equals(MOVED) && !touches.isEmpty()) {
                    touches.add(new Touch(touches.removeLast().path(), Kind.RENAMED));
                }
                var kind = PATCH_KINDS.getOrDefault(line.group(1), Kind.MODIFIED);
                touches.add(touch(directory, line.group(2).strip(), kind));
            });
        }
        return touches;
    }

    static Touch touch(@Nullable String directory, String path, Kind kind) {
        return new Touch(Excerpt.of(FilePath.resolve(directory, path), Excerpt.PATH), kind);
    }
}
