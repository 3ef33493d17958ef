package continuity.resume.fold;

import continuity.resume.fold.Touch.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What {@code git status} printed for the agent: where its own hook is missing, the only word of git itself. */
final class StatusReader {

    private static final Pattern SHORT_OPTION = Pattern.compile("-[sb]+|--short|--branch|--porcelain(=v1)?");

    private static final Pattern SHORT = Pattern.compile(
            "^([ MTADRCU][ MTADRCU]|\\?\\?) (?:([^\"\\s]+) -> )?([^\"\\s][^\"\\n]*)$", Pattern.MULTILINE);

    private static final Pattern LONG = Pattern.compile(
            "^(?:(Changes to be committed|Changes not staged for commit|Unmerged paths|Untracked files):"
                    + "|\\t(?:(new file|modified|deleted|renamed|copied|typechange|both \\w+|\\w+ by \\w+): +)?"
                    + "(?:(\\S+) -> )?(\\S.{0,500}?)(?: \\([\\w ,]+\\))?)$",
            Pattern.MULTILINE);

    private static final Pattern LONG_BEGINS =
            Pattern.compile("^(?:On branch |HEAD detached |Not currently on )", Pattern.MULTILINE);

    /** Names that git quotes are not read, and of a shortened output nobody knows what is missing. */
    private static final Pattern UNREADABLE =
            Pattern.compile("^(?:[ MTADRCU?]{2} |\\t.*)\"|characters left out]", Pattern.MULTILINE);

    /** More are no work that anybody would list. */
    private static final int MAX_PATHS = 100;

    private final String directory;
    private final Map<String, Kind> shown = new LinkedHashMap<>();
    private final List<String> staged = new ArrayList<>();

    private StatusReader(String directory) {
        this.directory = directory;
    }

    /**
     * @param call from the subcommand on
     * @param directory in which it ran, and to which its paths are relative
     * @param whole whether all that it printed is there
     */
    static List<Touch> touches(List<String> call, String directory, boolean whole, String printed) {
        var options = call.subList(1, call.size());
        var isShort = options.stream().anyMatch(option -> option.matches("-s\\w*|--short|--porcelain.*"));
        if (!options.stream().allMatch(option -> SHORT_OPTION.matcher(option).matches())) {
            return List.of();
        }
        var status = new StatusReader(directory);
        if (isShort) {
            status.readShort(printed);
        } else {
            status.readLong(printed);
        }
        var isWhole = whole
                && !UNREADABLE.matcher(printed).find()
                && (isShort || LONG_BEGINS.matcher(printed).find());
        return status.shown.size() > MAX_PATHS ? List.of() : status.touches(isWhole);
    }

    private List<Touch> touches(boolean isWhole) {
        var touches = new ArrayList<Touch>();
        shown.forEach((path, kind) -> touches.add(new Touch(path, kind)));
        staged.forEach(path -> touches.add(new Touch(path, Kind.STAGED)));
        if (isWhole) {
            touches.add(new Touch(directory, Kind.CLEAN));
        }
        return touches;
    }

    private void readShort(String printed) {
        SHORT.matcher(printed).results().forEach(line -> {
            var letters = line.group(1);
            var kind = letters.equals("??") || letters.startsWith("A")
                    ? Kind.SHOWN_NEW
                    : letters.contains("D") && !letters.equals("DD") && !letters.contains("U")
                            ? Kind.SHOWN_DELETED
                            : Kind.SHOWN_MODIFIED;
            var isStaged = letters.endsWith(" ");
            if (letters.startsWith("R")) {
                show(line.group(2), Kind.SHOWN_DELETED, isStaged);
                show(line.group(3), Kind.SHOWN_NEW, isStaged);
            } else {
                show(line.group(3), kind, isStaged);
            }
        });
    }

    private void readLong(String printed) {
        var heading = "";
        for (var line : LONG.matcher(printed).results().toList()) {
            if (line.group(1) != null) {
                heading = line.group(1);
                continue;
            }
            var word = line.group(2);
            var isStaged = heading.startsWith("Changes to be");
            if (word == null ? heading.startsWith("Untracked") : word.equals("new file")) {
                show(line.group(4), Kind.SHOWN_NEW, isStaged);
            } else if (word != null && !heading.isEmpty()) {
                if (word.equals("renamed")) {
                    show(line.group(3), Kind.SHOWN_DELETED, isStaged);
                }
                var kind = switch (word) {
                    case "deleted" -> Kind.SHOWN_DELETED;
                    case "renamed", "copied" -> Kind.SHOWN_NEW;
                    default -> Kind.SHOWN_MODIFIED;
                };
                show(line.group(4), kind, isStaged);
            }
        }
    }

    /** A file may stand under two headings: what is not staged counts, but it stays new. */
    private void show(String path, Kind kind, boolean isStaged) {
        var resolved = FilePath.resolve(directory, path) + (path.endsWith("/") ? "/" : "");
        var before = shown.get(resolved);
        shown.put(resolved, before == Kind.SHOWN_NEW && kind == Kind.SHOWN_MODIFIED ? before : kind);
        staged.remove(resolved);
        if (isStaged) {
            staged.add(resolved);
        }
    }
}
