package continuity.resume.packet;

import continuity.contracts.WorkState;
import continuity.resume.fold.Observation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Whether the repository is where the work goes on as the state says, by what git said there after that work.
 *
 * @param checked false when git has not said anything there that could be compared
 * @param sameCheckout whether branch and commit are those of the state
 * @param filesChecked false in another place, which cannot have what was never committed
 * @param sameFiles whether all that git showed as uncommitted still is, as far as that was checked
 * @param differences in whole sentences
 */
record Validity(
        boolean checked, boolean sameCheckout, boolean filesChecked, boolean sameFiles, List<String> differences) {

    private static final Validity NOT_CHECKED = new Validity(false, false, false, true, List.of());
    private static final int LENGTH = 120;

    static Validity of(PastRun run) {
        var here = run.destination().git();
        var then = run.work().git();
        return here == null
                        || !then.observed()
                        || run.isOfOtherProject()
                        || here.stamp().at().isBefore(run.newestEvidence())
                ? NOT_CHECKED
                : new Comparison(run, then, here.value(), here.stamp().at(), here.source()).validity();
    }

    private record Comparison(PastRun run, WorkState.Git then, Observation here, Instant at, String source) {

        Validity validity() {
            if (then.showsNoRepository() || here.withoutRepository()) {
                return repositories();
            }
            var differences = new ArrayList<String>();
            var checkout = checkout(differences);
            var samePlace =
                    here.isAt(then.observedOn(), run.work().environment().workingDirectory());
            var files = !samePlace || files(differences);
            return new Validity(true, checkout, samePlace, files, List.copyOf(differences));
        }

        /** Where there is none, git cannot tell what became of the files. */
        private Validity repositories() {
            return then.showsNoRepository() == here.withoutRepository()
                    ? NOT_CHECKED
                    : new Validity(
                            true,
                            false,
                            true,
                            false,
                            List.of(told(
                                    here.withoutRepository()
                                            ? "there is no git repository, and there was one"
                                            : "there is a git repository, and there was none")));
        }

        private boolean checkout(List<String> differences) {
            if (!Objects.equals(then.branch(), here.branch())) {
                differences.add(
                        told("%s is checked out, not %s".formatted(branch(here.branch()), branch(then.branch()))));
                return false;
            }
            if (then.head() != null && !isSame(then.head(), here.head())) {
                differences.add(
                        told("commit %s is checked out, not %s".formatted(commit(here.head()), commit(then.head()))));
                return false;
            }
            return true;
        }

        private boolean files(List<String> differences) {
            var before = new HashSet<>(then.uncommitted());
            var added = here.paths().filter(path -> !before.contains(path)).toList();
            if (!added.isEmpty() && then.uncommittedOmitted() == 0) {
                differences.add(told("there are changes since then to " + run.named(added, 0)));
            }
            var gone = here.omitted() > 0
                    ? List.<String>of()
                    : shownThen().filter(path -> !here.showsChanged(path)).toList();
            if (!gone.isEmpty()) {
                differences.add(told("there are no changes left to %s: %s since"
                        .formatted(
                                run.named(gone, 0),
                                here.stashed() > then.stashed() ? "stashed" : "committed or undone")));
            }
            return gone.isEmpty();
        }

        private static boolean isSame(String hash, @Nullable String other) {
            return other != null && Observation.isSameCommit(hash, other);
        }

        /** What tools touched since git was asked is not among it: git may never have seen that. */
        private Stream<String> shownThen() {
            var shown = Stream.of(then.staged(), then.unstaged(), then.untracked(), then.unmerged())
                    .flatMap(List::stream)
                    .collect(Collectors.toSet());
            return then.uncommitted().stream().filter(shown::contains);
        }

        private String told(String what) {
            return "Where this goes on, as git said at %s, %s %s."
                    .formatted(Ages.at(at), what, StoredText.cite(source));
        }

        private static String branch(@Nullable String branch) {
            return branch == null ? "no branch" : "branch " + StoredText.quote(branch, LENGTH);
        }

        private static String commit(@Nullable String hash) {
            return hash == null ? "none" : StoredText.name(Citation.shortHash(hash), LENGTH);
        }
    }
}
