package continuity.missioncontrol.git;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import continuity.missioncontrol.git.GitState.Change;
import continuity.missioncontrol.git.GitState.Commit;
import continuity.testkit.GitRepository;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With what a real git prints. */
@Tag("R44")
class GitReportTest {

    @TempDir
    Path directory;

    private GitRepository repository() {
        return GitRepository.create(directory.resolve("shop"));
    }

    private static GitState read(GitRepository repository) {
        return GitReport.read(repository.report()).orElseThrow();
    }

    @Test
    void aCleanRepositoryIsItsBranchAndItsCommits() {
        var repository = repository();
        for (int i = 1; i <= 6; i++) {
            repository.write("a.txt", String.valueOf(i)).commit("Step " + i);
        }

        var state = read(repository);

        assertThat(state.branch()).isEqualTo("main");
        assertThat(state.detached()).isFalse();
        assertThat(state.upstream()).isNull();
        assertThat(state.ahead()).isNull();
        assertThat(state.changes()).isEmpty();
        assertThat(state.changedCount()).isZero();
        assertThat(state.commits())
                .extracting(Commit::message)
                .containsExactly("Step 6", "Step 5", "Step 4", "Step 3", "Step 2");
        assertThat(state.commits().getFirst().hash()).isEqualTo(state.head());
    }

    @Test
    void aRepositoryWithoutCommitsHasABranchAndNoHead() {
        var state = read(repository().write("a.txt", "1").git("add", "a.txt").write("b.txt", "2"));

        assertThat(state.branch()).isEqualTo("main");
        assertThat(state.head()).isNull();
        assertThat(state.commits()).isEmpty();
        assertThat(state.changes())
                .containsExactly(new Change("a.txt", "A.", null), new Change("b.txt", GitState.UNTRACKED, null));
    }

    @Test
    void everyKindOfChangeIsTold() {
        var repository = repository()
                .write("both.txt", "1")
                .write("deleted.txt", "nothing like it")
                .write("from here.txt", "a longer text that git recognises again")
                .write("unstaged.txt", "1")
                .commit("Begin")
                .write("both.txt", "2")
                .write("added.txt", "1")
                .git("add", "both.txt", "added.txt")
                .write("both.txt", "3")
                .git("rm", "-q", "deleted.txt")
                .git("mv", "from here.txt", "to there.txt")
                .write("unstaged.txt", "2")
                .write("untracked/a.txt", "1");

        assertThat(read(repository).changes())
                .containsExactlyInAnyOrder(
                        new Change("added.txt", "A.", null),
                        new Change("both.txt", "MM", null),
                        new Change("deleted.txt", "D.", null),
                        new Change("to there.txt", "R.", "from here.txt"),
                        new Change("unstaged.txt", ".M", null),
                        new Change("untracked/a.txt", GitState.UNTRACKED, null));
    }

    @Test
    void aConflictIsTold() {
        var repository = repository()
                .write("a.txt", "1")
                .commit("Begin")
                .git("checkout", "-q", "-b", "other")
                .write("a.txt", "2")
                .commit("Their change")
                .git("checkout", "-q", "main")
                .write("a.txt", "3")
                .commit("Our change")
                .attempt("merge", "other");

        assertThat(read(repository).changes()).containsExactly(new Change("a.txt", "UU", null));
    }

    @Test
    void aCommitMayBeCheckedOutInsteadOfABranch() {
        var repository = repository().commit("One").commit("Two").git("checkout", "-q", "--detach", "HEAD~1");

        var state = read(repository);

        assertThat(state.detached()).isTrue();
        assertThat(state.branch()).isNull();
        assertThat(state.head()).hasSize(40);
    }

    @Test
    void anUpstreamThatIsGoneTellsNoCounts() {
        var repository = GitRepository.clone(repository().commit("One"), directory.resolve("clone"))
                .git("update-ref", "-d", "refs/remotes/origin/main");

        var state = read(repository);

        assertThat(state.upstream()).isEqualTo("origin/main");
        assertThat(state.ahead()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "with space.txt",
                " leading and trailing ",
                "quo\"te.txt",
                "back\\slash.txt",
                "new\nline.txt",
                "tab\tand\u0007bell.txt",
                "größe 文件 🛒.txt",
                "-dash.txt",
                "# branch.head evil"
            })
    void aNameIsReadAsItIs(String name) {
        var tracked = "dir/" + name;
        var repository = repository()
                .write(tracked, "1")
                .commit("Begin")
                .write(tracked, "2")
                .write(name, "1");

        assertThat(read(repository).changes())
                .containsExactly(new Change(tracked, ".M", null), new Change(name, GitState.UNTRACKED, null));
        assertThat(read(repository).branch()).isEqualTo("main");
    }

    @Test
    void namesAreReadWhateverTheUserSettledAboutQuoting() {
        var repository = repository().commit("Begin").write("größe.txt", "1");

        var unquoted = repository.output("-c", "core.quotePath=false", "status", "--porcelain=v2", "--branch");

        assertThat(GitReport.read(unquoted).orElseThrow().changes())
                .containsExactly(new Change("größe.txt", GitState.UNTRACKED, null));
    }

    @Test
    void beyondFiftyChangesAreCounted() {
        var repository = repository().write("tracked.txt", "1").commit("Begin").write("tracked.txt", "2");
        for (int i = 0; i < 60; i++) {
            repository.write("file" + i, "1");
        }

        var state = read(repository);

        assertThat(state.changedCount()).isEqualTo(61);
        assertThat(state.changes())
                .hasSize(GitReport.MAX_PATHS)
                .first()
                .isEqualTo(new Change("tracked.txt", ".M", null));
    }

    @Test
    void halfAReportGivesWhatCanBeRead() {
        var report = GitRepository.workInProgress(directory).report();

        for (int length = 0; length <= report.length(); length++) {
            var state = GitReport.read(report.substring(0, length));
            state.ifPresent(known -> assertThat(known.changes()).hasSizeLessThanOrEqualTo(5));
        }
        var half = GitReport.read(report.substring(0, report.indexOf("? "))).orElseThrow();
        assertThat(half.branch()).isEqualTo("main");
        assertThat(half.ahead()).isEqualTo(2);
        assertThat(half.commits()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n\n",
                "fatal: not a git repository (or any of the parent directories): .git",
                "# \n1 \n2 M\nu \n? \n#",
                "0123456789012345678901234567890123456789 a log alone"
            })
    void whatIsNoReportIsNone(String text) {
        assertThat(GitReport.read(text)).isEmpty();
    }

    @Test
    void linesThatAreNotWholeOrOfALaterGitArePassedOver() {
        var report = """
                # branch.oid abc
                # branch.head main
                # branch.ab +x -y
                # stash 3
                # unpushed 4
                # new thing
                1 .M N... 100644
                2 XXX a b c d e f g h

                ! ignored
                """;

        var state = GitReport.read(report.replace("\n", "\r\n")).orElseThrow();

        assertThat(state.branch()).isEqualTo("main");
        assertThat(state.ahead()).isNull();
        assertThat(state.stashed()).isEqualTo(3);
        assertThat(state.unpushed()).isEqualTo(4);
        assertThat(state.changedCount()).isZero();
    }

    @Test
    void aCommitIsReadWithItsTimeAndWithoutOne() {
        var hash = "0123456789abcdef0123456789abcdef01234567";
        var report = """
                # branch.oid HASH
                HASH 2026-11-19T10:00:00+01:00 Begin
                HASH 2026-99-19T10:00:00Z of no time
                HASH 12 without a time
                HASH
                """.replace("HASH", hash);

        assertThat(GitReport.read(report).orElseThrow().commits())
                .containsExactly(
                        new Commit(hash, Instant.parse("2026-11-19T09:00:00Z"), "Begin"),
                        new Commit(hash, null, "of no time"),
                        new Commit(hash, null, "12 without a time"),
                        new Commit(hash, null, ""));
    }

    /** The resume-service words this very state. */
    @Test
    void workInProgressIsReadAsOthersAreTold() throws Exception {
        var json = new ObjectMapper();

        var state = read(GitRepository.workInProgress(directory));

        assertThat(json.readTree(json.writeValueAsString(state.eventData())))
                .isEqualTo(json.readTree(GitRepository.workInProgressObserved()));
    }
}
