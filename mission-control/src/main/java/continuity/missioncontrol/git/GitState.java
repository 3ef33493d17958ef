package continuity.missioncontrol.git;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A repository at one moment.
 *
 * @param branch null when none is checked out, and while unknown
 * @param detached whether a commit is checked out instead of a branch
 * @param head hash of the commit that is checked out, null before the first one
 * @param upstream null when the branch has none
 * @param ahead commits that the upstream does not have; null without one, or when it is gone
 * @param behind commits that only the upstream has; null like {@code ahead}
 * @param unpushed commits that no remote has, counted up to 1,000; null without a remote, or when git was not asked
 * @param stashed number of stashes, null when there are none, or git was not asked
 * @param changedCount number of paths with changes that are in no commit, untracked ones among them; the git hook
 *     reports no more than a thousand
 * @param changes the first {@value GitReport#MAX_PATHS} of them
 * @param commits newest first, at most {@value GitReport#MAX_COMMITS}
 */
public record GitState(
        @Nullable String branch,
        boolean detached,
        @Nullable String head,
        @Nullable String upstream,
        @Nullable Integer ahead,
        @Nullable Integer behind,
        @Nullable Integer unpushed,
        @Nullable Integer stashed,
        int changedCount,
        List<Change> changes,
        List<Commit> commits) {

    /** The status of a path that git does not know. */
    public static final String UNTRACKED = "??";

    public GitState {
        changes = List.copyOf(changes);
        commits = List.copyOf(commits);
    }

    /**
     * A path with changes.
     *
     * @param path as git writes it, seen from the directory in which it was asked
     * @param status two letters: the index, then the working tree, a dot for "as it was"; {@value #UNTRACKED}; or one
     *     of the pairs that mean a conflict
     * @param from where a renamed or copied file comes from, else null
     */
    public record Change(
            String path, String status, @Nullable String from) {}

    /** @param at when it was committed; null when git was not asked for that */
    public record Commit(String hash, @Nullable Instant at, String message) {}

    /** As the data of a {@code git_observed} event; what is unknown is absent. */
    public Map<String, Object> eventData() {
        var data = new LinkedHashMap<String, Object>();
        putIfKnown(data, "branch", branch);
        data.put("detached", detached);
        putIfKnown(data, "head", head);
        putIfKnown(data, "upstream", upstream);
        putIfKnown(data, "ahead", ahead);
        putIfKnown(data, "behind", behind);
        putIfKnown(data, "unpushed", unpushed);
        putIfKnown(data, "stashed", stashed);
        data.put("changed_count", changedCount);
        data.put("changes", changes.stream().map(GitState::data).toList());
        data.put("commits", commits.stream().map(GitState::data).toList());
        return data;
    }

    private static Map<String, Object> data(Change change) {
        var data = new LinkedHashMap<String, Object>();
        data.put("path", change.path());
        data.put("status", change.status());
        putIfKnown(data, "from", change.from());
        return data;
    }

    private static Map<String, Object> data(Commit commit) {
        var data = new LinkedHashMap<String, Object>();
        data.put("hash", commit.hash());
        data.put("message", commit.message());
        putIfKnown(
                data, "committed_at", commit.at() == null ? null : commit.at().toString());
        return data;
    }

    private static void putIfKnown(Map<String, Object> data, String name, @Nullable Object value) {
        if (value != null) {
            data.put(name, value);
        }
    }
}
