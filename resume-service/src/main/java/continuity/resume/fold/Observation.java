package continuity.resume.fold;

import continuity.contracts.EventAppended;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What git said on the agent's machine, in a {@code git_observed} event.
 *
 * @param machine where, null while unknown
 * @param directory in which git was asked, null while unknown
 * @param branch null when none was checked out
 * @param head null before the first commit
 * @param ahead null without an upstream, like {@code behind}
 * @param unpushed commits that no remote has; null without a remote, and in fold versions before 7
 * @param omitted how many more paths had changes
 * @param commits newest first
 * @param stashed number of stashes
 * @param withoutRepository there was nothing that git could tell of
 */
public record Observation(
        @Nullable String machine,
        @Nullable String directory,
        @Nullable String branch,
        @Nullable String head,
        @Nullable String upstream,
        @Nullable Integer ahead,
        @Nullable Integer behind,
        @Nullable Integer unpushed,
        List<Change> changes,
        int omitted,
        List<Commit> commits,
        int stashed,
        boolean withoutRepository) {

    static final int MAX_CHANGES = 50;
    static final int MAX_COMMITS = 5;

    private static final String UNTRACKED = "??";

    /**
     * A path with changes that are in no commit.
     *
     * @param path a directory, all of which is untracked, ends with a slash
     * @param status two letters of git: index and working tree
     * @param from where a renamed file was before; null for others, and in observations of fold versions before 5
     */
    public record Change(
            String path, String status, @Nullable String from) {

        boolean isUntracked() {
            return status.equals(UNTRACKED);
        }

        boolean isUnmerged() {
            return status.contains("U") || status.equals("AA") || status.equals("DD");
        }

        boolean isStaged() {
            return !isUntracked() && !isUnmerged() && status.charAt(0) != '.';
        }

        boolean isUnstaged() {
            return !isUntracked() && !isUnmerged() && status.charAt(1) != '.';
        }

        boolean isDirectory() {
            return path.endsWith("/");
        }

        /** What became of the file since the last commit, in the words of the work state. */
        String word() {
            if (isUntracked() || status.startsWith("A") || from != null) {
                return "created";
            }
            return status.contains("D") && !isUnmerged() ? "deleted" : "modified";
        }
    }

    /** @param at when it was committed; null while unknown */
    public record Commit(
            String hash, String message, @Nullable Instant at) {}

    static Observation of(EventAppended event) {
        var data = new Fields(event.eventData());
        var directory = data.text("directory");
        var changes = data.list("changes").stream()
                .flatMap(change -> change(Fields.of(change), directory).stream())
                .limit(MAX_CHANGES)
                .toList();
        var count = Objects.requireNonNullElse(data.number("changed_count"), 0);
        return new Observation(
                data.word("machine"),
                directory == null ? null : Excerpt.of(directory, Excerpt.PATH),
                data.excerpt(Excerpt.PATH, "branch"),
                data.word("head"),
                data.excerpt(Excerpt.PATH, "upstream"),
                data.number("ahead"),
                data.number("behind"),
                data.number("unpushed"),
                changes,
                Math.max(0, count - changes.size()),
                commits(data),
                Math.max(0, Objects.requireNonNullElse(data.number("stashed"), 0)),
                data.denies("repository"));
    }

    private static Optional<Change> change(Fields change, @Nullable String directory) {
        var path = change.text("path");
        var status = change.text("status");
        if (path == null || status == null || status.length() != UNTRACKED.length()) {
            return Optional.empty();
        }
        var resolved = Excerpt.of(FilePath.resolve(directory, path), Excerpt.PATH);
        var from = status.contains("R") ? change.text("from") : null;
        var isDirectory = path.endsWith("/") && !resolved.endsWith("/");
        return Optional.of(new Change(
                isDirectory ? resolved + "/" : resolved,
                status,
                from == null ? null : Excerpt.of(FilePath.resolve(directory, from), Excerpt.PATH)));
    }

    private static List<Commit> commits(Fields data) {
        var commits = new ArrayList<Commit>();
        for (var element : data.list("commits")) {
            var commit = Fields.of(element);
            var hash = commit.word("hash");
            if (hash != null && commits.size() < MAX_COMMITS) {
                var message = commit.excerpt(Excerpt.NOTE, "message");
                commits.add(new Commit(hash, message == null ? "" : message, commit.time("committed_at")));
            }
        }
        return commits;
    }

    /** Where it was said: a machine, and a directory there. */
    String place() {
        return machine + " " + directory;
    }

    /** Where, and with which commit checked out; null before the first one. */
    @Nullable
    String at() {
        return head == null ? null : head + " " + place();
    }

    /** Whether it was said in another place. */
    boolean isElsewhere(Observation other) {
        return !isAt(other.machine, other.directory);
    }

    /** Whether it was said on that machine, in that directory or in one around or within it, as far as is known. */
    public boolean isAt(@Nullable String otherMachine, @Nullable String otherDirectory) {
        return Objects.equals(machine, otherMachine)
                && (directory == null
                        || otherDirectory == null
                        || FilePath.isOneWithinTheOther(directory, otherDirectory));
    }

    /** Whether git said it of the same place, and of another state of that. */
    boolean isOther(Observation later) {
        return !isElsewhere(later)
                && !(Objects.equals(head, later.head) && stashed == later.stashed && words().equals(later.words()));
    }

    /** Whether there is work that is in no commit, or that the upstream does not have. */
    boolean isUnfinished() {
        var notPushed = notPushed();
        return !changes.isEmpty() || stashed > 0 || (notPushed != null && notPushed > 0);
    }

    /** Commits that the upstream does not have, or without one any remote. */
    @Nullable
    Integer notPushed() {
        return ahead == null ? unpushed : ahead;
    }

    public Stream<String> paths() {
        return changes.stream().map(Change::path);
    }

    /** What became of each file, by path; one that was renamed is gone from its old place. */
    Map<String, String> words() {
        var words = new HashMap<String, String>();
        for (var change : changes) {
            if (change.from() != null) {
                words.putIfAbsent(change.from(), "deleted");
            }
            if (!change.isDirectory()) {
                words.put(change.path(), change.word());
            }
        }
        return words;
    }

    /** Whether that file, or a directory that it is in, has changes. */
    public boolean showsChanged(String path) {
        return changes.stream()
                .anyMatch(change -> path.equals(change.path())
                        || path.equals(change.from())
                        || (change.isDirectory() && path.startsWith(change.path())));
    }

    /** Whether it would have shown changes of that file, and did not. */
    boolean showsUnchanged(String path) {
        return !withoutRepository
                && omitted == 0
                && directory != null
                && FilePath.isWithin(path, directory)
                && !showsChanged(path);
    }

    /** Each may be known by the beginning of its hash. */
    public static boolean isSameCommit(String hash, String other) {
        return hash.startsWith(other) || other.startsWith(hash);
    }

    /** Whether git showed the commit that elsewhere may be known by the beginning of its hash. */
    public boolean shows(String hash) {
        return commits.stream().anyMatch(commit -> isSameCommit(commit.hash(), hash));
    }
}
