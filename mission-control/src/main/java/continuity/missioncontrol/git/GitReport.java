package continuity.missioncontrol.git;

import continuity.missioncontrol.git.GitState.Change;
import continuity.missioncontrol.git.GitState.Commit;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads what {@code git status --porcelain=v2 --branch} and {@code git log --format='%H %cI %s'} printed, one after the
 * other. Each line tells by itself what it is, so that half a report, or one with lines of a later git, gives what can
 * be read of it.
 */
public final class GitReport {

    /** Changed paths that are named; the others are counted. */
    public static final int MAX_PATHS = 50;

    public static final int MAX_COMMITS = 5;

    /** What {@code git status} prints, in the language C, where there is nothing to tell of. */
    private static final String NO_REPOSITORY = "fatal: not a git repository (or any";

    private static final Pattern COUNTS = Pattern.compile("\\+(\\d{1,9}) -(\\d{1,9})");
    private static final Pattern STATUS = Pattern.compile("[A-Z.]{2}");
    private static final Pattern LOG_LINE =
            Pattern.compile("([0-9a-f]{40}|[0-9a-f]{64})(?: (\\d{4}-\\d\\d-\\d\\dT[0-9:+Z-]{6,20}))?(?: (.*))?");

    /** Words before the path, by the first word of the line. */
    private static final int BEFORE_CHANGED = 8;

    private static final int BEFORE_RENAMED = 9;
    private static final int BEFORE_UNMERGED = 10;

    private @Nullable String branch;
    private boolean detached;
    private @Nullable String head;
    private @Nullable String upstream;
    private @Nullable Integer ahead;
    private @Nullable Integer behind;
    private @Nullable Integer unpushed;
    private @Nullable Integer stashed;
    private boolean hasHeader;
    private int changedCount;
    private final List<Change> changes = new ArrayList<>();
    private final List<Commit> commits = new ArrayList<>();

    private GitReport() {}

    /** Empty if nothing in it says which commit or branch is checked out: then git did not answer. */
    public static Optional<GitState> read(String text) {
        var report = new GitReport();
        lines(text).forEach(report::line);
        return report.hasHeader ? Optional.of(report.state()) : Optional.empty();
    }

    /** Whether git answered that there is no repository. */
    public static boolean saysNoRepository(String text) {
        return lines(text).anyMatch(line -> line.startsWith(NO_REPOSITORY));
    }

    /** A carriage return ends no line: a commit's subject may hold one, and anything behind it. */
    private static Stream<String> lines(String text) {
        return Stream.of(text.split("\r?\n"));
    }

    private GitState state() {
        return new GitState(
                branch, detached, head, upstream, ahead, behind, unpushed, stashed, changedCount, changes, commits);
    }

    private void line(String line) {
        if (line.startsWith("# ")) {
            header(line.substring(2));
        } else if (line.startsWith("1 ")) {
            changed(line, BEFORE_CHANGED);
        } else if (line.startsWith("2 ")) {
            changed(line, BEFORE_RENAMED);
        } else if (line.startsWith("u ")) {
            changed(line, BEFORE_UNMERGED);
        } else if (line.startsWith("? ")) {
            add(new Change(QuotedPath.read(line.substring(2)), GitState.UNTRACKED, null));
        } else {
            commit(line);
        }
    }

    private void header(String header) {
        var space = header.indexOf(' ');
        var value = space < 0 ? "" : header.substring(space + 1);
        if (value.isEmpty()) {
            return;
        }
        switch (header.substring(0, space)) {
            case "branch.oid" -> {
                hasHeader = true;
                head = value.equals("(initial)") ? null : value;
            }
            case "branch.head" -> {
                hasHeader = true;
                detached = value.equals("(detached)");
                branch = detached ? null : value;
            }
            case "branch.upstream" -> upstream = value;
            case "branch.ab" -> {
                var counts = COUNTS.matcher(value);
                if (counts.matches()) {
                    ahead = Integer.valueOf(counts.group(1));
                    behind = Integer.valueOf(counts.group(2));
                }
            }
            case "unpushed" -> unpushed = count(value);
            case "stash" -> stashed = count(value);
            default -> {
                // of a later git
            }
        }
    }

    private static @Nullable Integer count(String value) {
        return value.matches("\\d{1,9}") ? Integer.valueOf(value) : null;
    }

    /** The path is the rest of the line: unless it is quoted, it may hold spaces. */
    private void changed(String line, int wordsBefore) {
        var words = line.split(" ", wordsBefore + 1);
        if (words.length <= wordsBefore || !STATUS.matcher(words[1]).matches()) {
            return;
        }
        var paths = words[wordsBefore].split("\t", 2); // a tab inside a path is quoted
        var from = paths.length < 2 ? null : QuotedPath.read(paths[1]);
        add(new Change(QuotedPath.read(paths[0]), words[1], from));
    }

    private void add(Change change) {
        changedCount++;
        if (changes.size() < MAX_PATHS) {
            changes.add(change);
        }
    }

    private void commit(String line) {
        var matcher = LOG_LINE.matcher(line);
        if (matcher.matches() && commits.size() < MAX_COMMITS) {
            var subject = matcher.group(3);
            commits.add(new Commit(matcher.group(1), time(matcher.group(2)), subject == null ? "" : subject));
        }
    }

    private static @Nullable Instant time(@Nullable String text) {
        try {
            return text == null ? null : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException e) {
            return null;
        }
    }
}
