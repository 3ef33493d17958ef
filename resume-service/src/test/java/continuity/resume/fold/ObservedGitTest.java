package continuity.resume.fold;

import static continuity.resume.fold.Records.at;
import static continuity.resume.fold.Records.bash;
import static continuity.resume.fold.Records.edit;
import static continuity.resume.fold.Records.event;
import static continuity.resume.fold.Records.git;
import static continuity.resume.fold.Records.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import continuity.contracts.WorkState;
import continuity.testkit.GitRepository;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the agent's own git said, as mission-control reads it from a real repository, beside what its commands did. */
@Tag("R44")
class ObservedGitTest {

    private static final String SHOP = "/home/dev/shop/";

    private static WorkState state(Evidence... readings) {
        return Stream.of(readings).reduce(Evidence.NONE, Evidence::join).workState(Records.ID, at(1_000));
    }

    /** The repository of {@link GitRepository#workInProgress}, seen at that second. */
    private static Evidence workInProgress(long second) {
        try {
            var data = new HashMap<>(new ObjectMapper()
                    .readValue(GitRepository.workInProgressObserved(), new TypeReference<Map<String, Object>>() {}));
            data.put("directory", "/home/dev/shop");
            data.put("machine", "laptop");
            data.put("hook", "Stop");
            return Evidence.of(event(second, "git_observed", data));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Evidence clean(long second, String branch) {
        return Evidence.of(git(second, Map.of("branch", branch)));
    }

    @Test
    void isTheTruthOfItsMoment() {
        var git = state(workInProgress(9)).git();

        assertThat(git.observed()).isTrue();
        assertThat(git.observedAt()).isEqualTo(at(9));
        assertThat(git.observedOn()).isEqualTo("laptop");
        assertThat(git.source()).isEqualTo("event 9");
        assertThat(git.branch()).isEqualTo("main");
        assertThat(git.upstream()).isEqualTo("origin/main");
        assertThat(git.ahead()).isEqualTo(2);
        assertThat(git.behind()).isEqualTo(1);
        assertThat(git.head())
                .hasSize(40)
                .isEqualTo(git.recentCommits().getFirst().hash());
        assertThat(git.recentCommits())
                .extracting(WorkState.Commit::message)
                .containsExactly("Round “half up”", "Add checkout()", "Begin the shop");
        assertThat(git.staged()).containsExactly(SHOP + "docs/a \"b\"\n.md", SHOP + "src/größe.js");
        assertThat(git.unstaged()).containsExactly(SHOP + "src/cart.js");
        assertThat(git.untracked()).containsExactly(SHOP + "notes.txt");
        assertThat(git.uncommitted())
                .containsExactly(
                        SHOP + "docs/a \"b\"\n.md", SHOP + "src/cart.js", SHOP + "src/größe.js", SHOP + "notes.txt");
    }

    @Test
    void whatGitShowsAsChangedWasTouchedWhoeverDidIt() {
        var state = state(Evidence.of(edit(5, SHOP + "src/cart.js")), workInProgress(9));

        assertThat(state.files())
                .extracting(WorkState.TouchedFile::path, WorkState.TouchedFile::status, WorkState.TouchedFile::source)
                .contains(
                        tuple(SHOP + "notes.txt", "created", "event 9"),
                        tuple(SHOP + "src/größe.js", "created", "event 9"),
                        tuple(SHOP + "src/old name.js", "deleted", "event 9"))
                .filteredOn(file -> file.toList().contains(SHOP + "src/cart.js"))
                .hasSize(1);
    }

    @Test
    void aFileThatGitDoesNotShowIsCommittedWhateverTheCommandsLookedLike() {
        var state = state(Evidence.of(write(1, SHOP + "a.js", "create")), clean(2, "main"));

        assertThat(state.git().uncommitted()).isEmpty();
        assertThat(state.files()).hasSize(1);
    }

    private static Evidence shows(long second, String head, Map<String, String> statuses) {
        var changes = statuses.entrySet().stream()
                .map(status -> Map.of("path", status.getKey(), "status", status.getValue()))
                .toList();
        return Evidence.of(git(
                second,
                Map.of(
                        "head",
                        head,
                        "changed_count",
                        changes.size(),
                        "changes",
                        changes,
                        "commits",
                        List.of(Map.of("hash", head, "message", "m")))));
    }

    @Test
    void whatGitOnceShowedAsChangedStaysSoWhenItIsCommitted() {
        var state = state(shows(1, "aaaaaaa1", Map.of("new.js", "??", "old.js", ".M")), shows(2, "bbbbbbb2", Map.of()));

        assertThat(state.git().uncommitted()).isEmpty();
        assertThat(state.files())
                .extracting(WorkState.TouchedFile::path, WorkState.TouchedFile::status)
                .containsExactlyInAnyOrder(tuple(SHOP + "new.js", "created"), tuple(SHOP + "old.js", "modified"));
    }

    @Test
    void aNewFileIsNewHoweverOftenItIsChangedLater() {
        var state = state(
                shows(1, "aaaaaaa1", Map.of("new.js", "??")),
                Evidence.of(edit(2, SHOP + "new.js")),
                shows(3, "bbbbbbb2", Map.of("new.js", ".M")));

        assertThat(state.files())
                .singleElement()
                .satisfies(file -> assertThat(file.status()).isEqualTo("created"));
    }

    @Test
    void whatIsBackAsItWasHasNotChanged() {
        var edited =
                List.of(Evidence.of(edit(1, SHOP + "a.js")), shows(2, "aaaaaaa1", Map.of("a.js", ".M", "b.js", ".D")));
        var reset = shows(3, "aaaaaaa1", Map.of());

        assertThat(state(edited.getFirst(), edited.getLast()).files()).hasSize(2);
        assertThat(state(edited.getFirst(), edited.getLast(), reset).files()).isEmpty();
        assertThat(state(edited.getFirst(), edited.getLast(), reset, Evidence.of(edit(4, SHOP + "a.js")))
                        .files())
                .hasSize(1);
    }

    @Test
    void whatIsNotOnAnotherMachineIsNotBack() {
        var here = Evidence.of(git(1, Map.of(), "a.js"));
        var there = Evidence.of(git(2, Map.of("machine", "server")));

        var state = state(here, there);

        assertThat(state.files()).extracting(WorkState.TouchedFile::path).containsExactly(SHOP + "a.js");
        assertThat(state.git().uncommitted()).isEmpty();
        assertThat(state.git().leftBehind()).singleElement().satisfies(left -> {
            assertThat(left.machine()).isEqualTo("laptop");
            assertThat(left.uncommitted()).containsExactly(SHOP + "a.js");
            assertThat(left.source()).isEqualTo("event 1");
        });
    }

    @Test
    void whatIsInAnotherWorktreeIsLeftThereAndNotBack() {
        var worktree = Evidence.of(git(3, Map.of("directory", "/home/dev/shop-wt")));

        var state = state(Evidence.of(edit(1, SHOP + "a.js")), shows(2, "aaaaaaa1", Map.of("a.js", ".M")), worktree);

        assertThat(state.files()).hasSize(1);
        assertThat(state.git().leftBehind())
                .extracting(WorkState.LeftBehind::directory)
                .containsExactly("/home/dev/shop");
    }

    @Test
    void aDirectoryWithinIsNoOtherPlace() {
        var within = Evidence.of(git(3, Map.of("directory", SHOP + "web")));

        var state = state(shows(2, "aaaaaaa1", Map.of("a.js", ".M")), within);

        assertThat(state.git().leftBehind()).isEmpty();
    }

    @Test
    void aCommittedFileThatWasDeletedAndRestoredIsThere() {
        var state = state(
                Evidence.of(edit(1, SHOP + "a.js")),
                Evidence.of(bash(2, "git commit -am x", true)),
                shows(3, "bbbbbbb2", Map.of("a.js", ".D")),
                shows(4, "bbbbbbb2", Map.of()));

        assertThat(state.files())
                .singleElement()
                .satisfies(file -> assertThat(file.status()).isEqualTo("modified"));
    }

    @Test
    void whatIsStashedIsCountedAndLeftBehind() {
        var stashed = Map.<String, Object>of("head", "aaaaaaa1", "changed_count", 0, "machine", "laptop", "stashed", 2);
        var elsewhere = Map.<String, Object>of("head", "aaaaaaa1", "changed_count", 0, "machine", "server");

        assertThat(state(Evidence.of(event(1, "git_observed", stashed))).git().stashed())
                .isEqualTo(2);
        assertThat(state(
                                Evidence.of(event(1, "git_observed", stashed)),
                                Evidence.of(event(2, "git_observed", elsewhere)))
                        .git()
                        .leftBehind())
                .extracting(WorkState.LeftBehind::stashed)
                .containsExactly(2);
    }

    private static Evidence asked(long second, String hook, int stashed, String... changed) {
        return Evidence.of(git(second, Map.of("hook", hook, "stashed", stashed), changed));
    }

    @Test
    void whatWasThereBeforeTheFirstPromptIsNotTheAgents() {
        var state = state(
                asked(1, "SessionStart", 1, "notes.txt", "a.js"),
                Evidence.of(edit(2, SHOP + "a.js")),
                asked(3, "Stop", 1, "notes.txt", "a.js", "b.js"));

        assertThat(state.git().atStart()).isEqualTo(new WorkState.AtStart(List.of(SHOP + "notes.txt"), 1));
        assertThat(state.git().uncommitted()).hasSize(3);
        assertThat(state.git().leftBehind()).isEmpty();
    }

    @Test
    void whereGitWasAskedTooLateNobodyKnowsWhatWasThereBefore() {
        assertThat(state(asked(3, "Stop", 0, "a.js")).git().atStart()).isNull();
        assertThat(state(Evidence.of(edit(2, SHOP + "a.js")), asked(3, "UserPromptSubmit", 0, "b.js"))
                        .git()
                        .atStart())
                .isNull();
    }

    @Test
    void afterTheFirstTurnNobodyKnowsWhatWasThereBeforeIt() {
        var ended = Evidence.of(event(2, "turn_ended", Map.of("outcome", "completed")));

        assertThat(state(ended, asked(3, "UserPromptSubmit", 0, "out.csv"))
                        .git()
                        .atStart())
                .isNull();
    }

    @Test
    void whatIsCommittedIsNoLongerFromBeforeAndWhatNeverWasStillIs() {
        var state = state(
                asked(1, "SessionStart", 0, "package-lock.json", "notes.txt"),
                shows(3, "bbbbbbb2", Map.of("notes.txt", ".M")),
                shows(4, "ccccccc3", Map.of("notes.txt", ".M", "package-lock.json", ".M")));

        assertThat(state.git().atStart()).isEqualTo(new WorkState.AtStart(List.of(SHOP + "notes.txt"), 0));
    }

    @Test
    void aCommitBearsItsOwnTime() {
        var commits = List.of(
                Map.of("hash", "aaaaaaa1", "message", "m", "committed_at", "2026-11-19T10:00:00+01:00"),
                Map.of("hash", "bbbbbbb2", "message", "m", "committed_at", "yesterday"));

        var git = state(Evidence.of(
                        event(9, "git_observed", Map.of("head", "aaaaaaa1", "changed_count", 0, "commits", commits))))
                .git();

        assertThat(git.recentCommits())
                .extracting(WorkState.Commit::at)
                .containsExactly(Instant.parse("2026-11-19T09:00:00Z"), at(9));
    }

    @Test
    void commitsThatNoRemoteHasAreCountedUntilTheyArePushed() {
        var observed = Evidence.of(git(1, Map.of("branch", "epic-003", "unpushed", 2)));
        var committed = Evidence.of(event(3, "commit_created", Map.of("commit_hash", "bbbbbbb2", "message", "m")));
        var commit = Evidence.of(bash(2, "git commit -m m", true));
        var push = Evidence.of(bash(4, "git push -u origin HEAD", true));

        assertThat(state(observed).git().unpushed()).isEqualTo(2);
        assertThat(state(observed, commit, committed).git().unpushed()).isEqualTo(3);
        assertThat(state(observed, commit, committed, push).git().unpushed()).isNull();
    }

    @Test
    void whereThereIsNoRepositoryNothingIsUncommitted() {
        var nowhere = Evidence.of(event(2, "git_observed", Map.of("repository", false, "changed_count", 0)));

        var state = state(Evidence.of(edit(1, SHOP + "a.js")), nowhere, Evidence.of(edit(3, SHOP + "b.js")));

        assertThat(state.git().showsNoRepository()).isTrue();
        assertThat(state.git().uncommitted()).isEmpty();
        assertThat(state.files()).hasSize(2);
        assertThat(state(nowhere, Evidence.of(bash(3, "git init && git add . && git commit -m x", true)))
                        .git()
                        .showsNoRepository())
                .isFalse();
    }

    @Test
    void whatIsBackBeforeSomethingElseIsCommittedHasNotChanged() {
        var state = state(
                Evidence.of(bash(1, "rm package.json", true)),
                shows(2, "aaaaaaa1", Map.of("package.json", ".D")),
                shows(4, "aaaaaaa1", Map.of()),
                Evidence.of(edit(5, SHOP + "a.js")),
                shows(6, "aaaaaaa1", Map.of("a.js", ".M")),
                Evidence.of(bash(7, "git commit -am 'Change a'", true)),
                shows(8, "bbbbbbb2", Map.of()));

        assertThat(state.files()).extracting(WorkState.TouchedFile::path).containsExactly(SHOP + "a.js");
    }

    @Test
    void whatGitIgnoresByNowIsStillThere() {
        var state = state(
                Evidence.of(write(1, SHOP + ".env", "create")),
                shows(2, "aaaaaaa1", Map.of(".env", "??")),
                Evidence.of(write(3, SHOP + ".gitignore", "create")),
                shows(4, "aaaaaaa1", Map.of(".gitignore", "??")));

        assertThat(state.files())
                .extracting(WorkState.TouchedFile::path)
                .containsExactlyInAnyOrder(SHOP + ".env", SHOP + ".gitignore");
    }

    @Test
    void whatWasCommittedBeforeAnotherBranchWasCheckedOutIsNotBack() {
        var state = state(
                Evidence.of(edit(1, SHOP + "a.js")),
                shows(2, "aaaaaaa1", Map.of("a.js", ".M")),
                Evidence.of(bash(3, "git commit -am x && git checkout -q release", true)),
                shows(4, "aaaaaaa1", Map.of()),
                Evidence.of(bash(5, "git cherry-pick main", true)),
                shows(6, "ccccccc3", Map.of()));

        assertThat(state.files()).extracting(WorkState.TouchedFile::path).containsExactly(SHOP + "a.js");
    }

    @Test
    void whatIsOnAnotherBranchOnlyIsBackWhileThatIsNotCheckedOut() {
        var committed = List.of(
                Evidence.of(write(1, SHOP + "fees.md", "create")),
                shows(2, "aaaaaaa1", Map.of("fees.md", "??")),
                shows(3, "bbbbbbb2", Map.of()),
                shows(4, "aaaaaaa1", Map.of()));
        var merged = Stream.concat(committed.stream(), Stream.of(shows(5, "ccccccc3", Map.of())))
                .toArray(Evidence[]::new);

        assertThat(state(committed.toArray(Evidence[]::new)).files()).isEmpty();
        assertThat(state(merged).files())
                .extracting(WorkState.TouchedFile::path)
                .containsExactly(SHOP + "fees.md");
    }

    @Test
    void whatIsBackAtAnEarlierCommitOfTheSameRunHasChanged() {
        var state = state(
                Evidence.of(edit(1, SHOP + "a.js")),
                Evidence.of(bash(2, "git commit -am 'Change a'", true)),
                shows(3, "aaaaaaa1", Map.of("a.js", "UU")),
                shows(4, "aaaaaaa1", Map.of()));

        assertThat(state.files()).hasSize(1);
    }

    @Test
    void whatCameAndWentHasNotChanged() {
        var state = state(
                Evidence.of(write(1, SHOP + "check.sh", "create")),
                Evidence.of(bash(2, "rm /home/dev/shop/check.sh", true)),
                shows(3, "aaaaaaa1", Map.of("tmp.js", "??")),
                shows(4, "bbbbbbb2", Map.of("tmp.js", "D.")));

        assertThat(state.files()).isEmpty();
    }

    @Test
    void whatGitShowsAsDeletedIsGone() {
        var state = state(Evidence.of(edit(1, SHOP + "a.js")), shows(2, "aaaaaaa1", Map.of("a.js", ".D")));

        assertThat(state.files())
                .singleElement()
                .satisfies(file -> assertThat(file.status()).isEqualTo("deleted"));
    }

    @Test
    void gitMayBeHeardBeforeTheCommitThatItShows() {
        var state = state(
                shows(1, "abc12345", Map.of("b.js", ".M")),
                Evidence.of(bash(2, "git commit -m 'Move it' a.js", true)),
                Evidence.of(event(3, "commit_created", Map.of("commit_hash", "abc1234", "message", "Move it"))));

        assertThat(state.git().head()).isEqualTo("abc12345");
        assertThat(state.git().uncommitted()).containsExactly(SHOP + "b.js");
    }

    @Test
    void anEditAfterwardsIsUncommittedToo() {
        var state = state(workInProgress(5), Evidence.of(edit(6, SHOP + "b.js")));

        assertThat(state.git().uncommitted()).hasSize(5).startsWith(SHOP + "b.js");
        assertThat(state.git().ahead()).isEqualTo(2);
    }

    @Test
    void aCommitAfterwardsIsNewer() {
        var state = state(
                workInProgress(5),
                Evidence.of(bash(6, "git add -A && git commit -m 'Move it'", true)),
                Evidence.of(event(7, "commit_created", Map.of("commit_hash", "abc1234", "message", "Move it"))),
                Evidence.of(edit(8, SHOP + "b.js")));

        var git = state.git();
        assertThat(git.uncommitted()).containsExactly(SHOP + "b.js");
        assertThat(git.head()).isEqualTo("abc1234");
        assertThat(git.ahead()).isEqualTo(3);
        assertThat(git.recentCommits())
                .hasSize(4)
                .first()
                .isEqualTo(new WorkState.Commit("abc1234", "Move it", at(7), "event 7"));
        assertThat(git.observedAt()).isEqualTo(at(5));
    }

    @Test
    void aCommitThatNobodySawLeavesHeadAndDistanceUnknown() {
        var git = state(workInProgress(5), Evidence.of(bash(6, "git commit -qam x", true)))
                .git();

        assertThat(git.head()).isNull();
        assertThat(git.ahead()).isNull();
        assertThat(git.uncommitted()).isEmpty();
    }

    @Test
    void aPushAfterwardsLeavesTheDistanceUnknown() {
        assertThat(state(workInProgress(5), Evidence.of(bash(6, "git push", true)))
                        .git()
                        .ahead())
                .isNull();
        assertThat(state(workInProgress(5), Evidence.of(bash(6, "git push", false)))
                        .git()
                        .ahead())
                .isEqualTo(2);
        assertThat(state(workInProgress(5), Evidence.of(bash(4, "git push", true)))
                        .git()
                        .ahead())
                .isEqualTo(2);
    }

    @Test
    void aCommitIsToldOnceByTheRecordThatToldOfItFirst() {
        var hash = state(workInProgress(9)).git().recentCommits().getFirst().hash();
        var told = Evidence.of(
                event(3, "commit_created", Map.of("commit_hash", hash.substring(0, 7), "message", "Round “half up”")));

        var late = Evidence.of(
                event(20, "commit_created", Map.of("commit_hash", hash.substring(0, 7), "message", "Round “half up”")));

        assertThat(state(told, workInProgress(9)).git().recentCommits())
                .hasSize(3)
                .first()
                .isEqualTo(new WorkState.Commit(hash, "Round “half up”", at(3), "event 3"));
        assertThat(state(late, workInProgress(9)).git().recentCommits()).hasSize(3);
    }

    @Test
    void theNewestWins() {
        assertThat(state(clean(6, "release"), workInProgress(5)).git().branch()).isEqualTo("release");
        assertThat(state(workInProgress(7), clean(6, "release")).git().branch()).isEqualTo("main");
    }

    @Test
    void aSuccessorInheritsItWithItsSourceUntilItHasItsOwn() {
        var inherited = workInProgress(5).inheritedFrom("shop-PS-000001");

        assertThat(inherited.workState(Records.ID, at(9)).git().source()).isEqualTo("shop-PS-000001 event 5");
        assertThat(inherited
                        .join(clean(8, "release"))
                        .workState(Records.ID, at(9))
                        .git()
                        .branch())
                .isEqualTo("release");
    }

    @Test
    void conflictsAreNamedApart() {
        var changes = List.of(
                Map.of("path", "a.js", "status", "UU"),
                Map.of("path", "b.js", "status", "AA"),
                Map.of("path", "c.js", "status", "MM"));
        var git = state(Evidence.of(event(1, "git_observed", Map.of("changed_count", 70, "changes", changes))))
                .git();

        assertThat(git.unmerged()).containsExactly("a.js", "b.js");
        assertThat(git.staged()).containsExactly("c.js");
        assertThat(git.unstaged()).containsExactly("c.js");
        assertThat(git.uncommittedOmitted()).isEqualTo(67);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"changes\":7,\"commits\":[1,{\"hash\":[]}],\"ahead\":\"x\"}", """
        {"changes":[null,{"path":1,"status":"MM"},{"path":"a"},{"path":"b","status":"long"}],"changed_count":-3}"""})
    void dataOfAnotherShapeIsNoError(String json) throws Exception {
        var data = new ObjectMapper().readValue(json, new TypeReference<Map<String, Object>>() {});

        var git = state(Evidence.of(event(1, "git_observed", data))).git();

        assertThat(git.observed()).isTrue();
        assertThat(git.branch()).isNull();
        assertThat(git.uncommittedOmitted()).isZero();
    }
}
