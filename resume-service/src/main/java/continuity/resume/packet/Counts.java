package continuity.resume.packet;

/** Numbers of things in words. */
final class Counts {

    private Counts() {}

    /** {@code 1 commit}, {@code 2 commits}. */
    static String commits(int count) {
        return of(count, "commit");
    }

    /** {@code 1 stash}, {@code 2 stashes}. */
    static String stashes(int count) {
        return count == 1 ? "1 stash" : count + " stashes";
    }

    /** {@code 1 path}, {@code 2 paths}. */
    static String of(long count, String thing) {
        return count == 1 ? "1 " + thing : count + " " + thing + "s";
    }
}
