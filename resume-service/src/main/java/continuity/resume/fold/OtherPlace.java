package continuity.resume.fold;

import continuity.contracts.WorkState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is known of a place in which the work does not go on: by its own tools, and by what git said there. */
record OtherPlace(Location location, boolean isChanged, List<WorkState.TouchedFile> files, WorkState.Git git) {

    static OtherPlace of(Location location, Repository repository) {
        var files = repository.files();
        return new OtherPlace(location, repository.isChanged(), files, repository.git(files));
    }

    /** The files that the work changed there, by the paths that they have in that directory. */
    Stream<WorkState.TouchedFile> filesIn(@Nullable String directory) {
        var paths = new PathMap(location.directory(), null);
        return isChanged
                ? files.stream()
                        .filter(file -> !paths.relative(file.path()).equals(file.path()))
                        .map(file -> new WorkState.TouchedFile(
                                FilePath.resolve(directory, paths.relative(file.path())),
                                file.status(),
                                file.edits(),
                                file.lastModified(),
                                file.source()))
                : Stream.empty();
    }

    /** Whether anything is known of the repository. */
    static boolean isTold(WorkState.Git git) {
        return git.observed() || git.branch() != null || !git.recentCommits().isEmpty();
    }

    /** What the work left there only, and in further places before; others' changes are none of its. */
    List<WorkState.LeftBehind> left() {
        if (!isChanged) {
            return List.of();
        }
        var left = new ArrayList<>(git.leftBehind());
        var notPushed = git.ahead() == null ? git.unpushed() : git.ahead();
        var isUnfinished = !git.uncommitted().isEmpty() || git.stashed() > 0 || (notPushed != null && notPushed > 0);
        newestWord()
                .filter(_ -> isUnfinished)
                .ifPresent(word -> left.add(new WorkState.LeftBehind(
                        location.machine(),
                        location.directory(),
                        git.branch(),
                        git.uncommitted(),
                        git.uncommittedOmitted(),
                        notPushed,
                        git.stashed(),
                        word.at(),
                        word.source())));
        return left;
    }

    /** A record that tells of changes. */
    private record Word(Instant at, String source) {}

    /** Git's, unless a tool touched one of the uncommitted files later. */
    private Optional<Word> newestWord() {
        var observed = git.observedAt();
        var source = git.source();
        return files.stream()
                .filter(file -> git.uncommitted().contains(file.path()))
                .filter(file -> observed == null || file.lastModified().isAfter(observed))
                .findFirst()
                .map(file -> new Word(file.lastModified(), file.source()))
                .or(() -> observed == null || source == null
                        ? Optional.empty()
                        : Optional.of(new Word(observed, source)));
    }
}
