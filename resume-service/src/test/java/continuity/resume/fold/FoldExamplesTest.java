package continuity.resume.fold;

import static continuity.resume.fold.Records.at;
import static continuity.resume.fold.Records.bash;
import static continuity.resume.fold.Records.command;
import static continuity.resume.fold.Records.denied;
import static continuity.resume.fold.Records.edit;
import static continuity.resume.fold.Records.event;
import static continuity.resume.fold.Records.heartbeat;
import static continuity.resume.fold.Records.printing;
import static continuity.resume.fold.Records.reporting;
import static continuity.resume.fold.Records.state;
import static continuity.resume.fold.Records.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import continuity.contracts.EventAppended;
import continuity.contracts.WorkState;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What single records mean. */
class FoldExamplesTest {

    @Test
    @Tag("R104")
    void everyFileNamesTheCommandThatTouchedItLast() {
        var state = state(
                Evidence.of(write(1, "/home/dev/shop/a.js", "create")), Evidence.of(edit(2, "/home/dev/shop/a.js")));

        assertThat(state.files())
                .containsExactly(new WorkState.TouchedFile(
                        "/home/dev/shop/a.js", "created", 2, at(2), "command " + Records.id(2)));
    }

    @ParameterizedTest
    @CsvSource({"dir_path, api", "workdir, /home/dev/shop/api"})
    void aCommandLineMayBeToldWhereToStart(String parameter, String directory) {
        var parameters = Map.<String, Object>of("command", "touch a.py", parameter, directory);

        var state = state(Evidence.of(command(1, at(1), "Bash", parameters, Map.of(), true)));

        assertThat(state.files()).extracting(WorkState.TouchedFile::path).containsExactly("/home/dev/shop/api/a.py");
    }

    @Test
    void aPatchTouchesTheFilesThatItNames() {
        var patch = """
                *** Begin Patch
                *** Add File: new.js
                +1
                *** Update File: old.js
                *** Move to: lib/moved.js
                @@
                *** Update File: src/cart.js
                @@
                *** Delete File: gone.js
                *** End Patch
                """;

        var state = state(Evidence.of(command(1, at(1), "apply_patch", Map.of("patch", patch), "Success", true)));

        assertThat(state.files())
                .extracting(WorkState.TouchedFile::path, WorkState.TouchedFile::status)
                .containsExactlyInAnyOrder(
                        tuple("/home/dev/shop/new.js", "created"),
                        tuple("/home/dev/shop/old.js", "deleted"),
                        tuple("/home/dev/shop/lib/moved.js", "created"),
                        tuple("/home/dev/shop/src/cart.js", "modified"),
                        tuple("/home/dev/shop/gone.js", "deleted"));
    }

    @Test
    void whatWasTouchedAfterTheNewestCommitLooksUncommitted() {
        var state = state(
                Evidence.of(write(1, "/home/dev/shop/a.js", "create")),
                Evidence.of(bash(2, "git add -A && git -c user.name=x commit -qm 'a'", true)),
                Evidence.of(edit(3, "/home/dev/shop/b.js")),
                Evidence.of(event(9, "commit_created", Map.of("commit_hash", "3f2db88", "message", "a"))));

        assertThat(state.git().uncommitted()).containsExactly("/home/dev/shop/b.js");
        assertThat(state.git().recentCommits()).containsExactly(new WorkState.Commit("3f2db88", "a", at(9), "event 9"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            git init -q -b main && git status --short --branch | ## No commits yet on main | main
            git init -q -b trunk                               |                           | trunk
            git -C . checkout -q -b feature/a.b                |                           | feature/a.b
            git switch main                                    | Switched to branch 'main' | main
            git status -sb                                     | ## v1.2...origin/v1.2 [ahead 1] | v1.2
            git status                                         | On branch main            | main
            git status -sb                                     | ## HEAD (no branch)       |
            git log && cat README.md                           | ## Title                  |
            git checkout -- a.js                               |                           |
            """)
    void aBranchIsKnownFromWhatGitCommandsSay(String line, @Nullable String printed, @Nullable String branch) {
        var command = printing(1, line, printed == null ? "" : printed);

        assertThat(state(Evidence.of(command)).git().branch()).isEqualTo(branch);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            git log --oneline                   | 4b92c6f Add cart              | 4b92c6f
            git log -3 --oneline --decorate     | 4b92c6f (HEAD -> main) Add it | 4b92c6f
            git rev-parse --short HEAD          | 4b92c6f                       | 4b92c6f
            git log --oneline -- a.js           | 4b92c6f Add cart              |
            git log --oneline origin/main       | 4b92c6f Add cart              |
            cat log                             | 4b92c6f Add cart              |
            """)
    void aCommitThatACommandShowsAsCheckedOutIsTheLastOne(String line, String printed, @Nullable String hash) {
        var edited = Evidence.of(edit(1, "/home/dev/shop/a.js"));

        var git = state(edited, Evidence.of(printing(2, line, printed))).git();

        assertThat(git.recentCommits())
                .extracting(WorkState.Commit::hash)
                .isEqualTo(Stream.ofNullable(hash).toList());
        assertThat(git.uncommitted()).hasSize(1);
    }

    @Test
    void whatWasNotAllowedHasNotFailed() {
        var state = state(Evidence.of(bash(1, "npm test", false)), Evidence.of(denied(2, "cat .env")));

        assertThat(state.openErrors()).extracting(WorkState.OpenError::target).containsExactly("npm test");
        assertThat(state.lastCommands())
                .extracting(WorkState.RecentCommand::denied)
                .containsExactly(true, false);
    }

    @Test
    void anErrorEventOfACommandIsNotASecondError() {
        var failed = Evidence.of(bash(1, "npm test", false));
        var derived = Evidence.of(event(
                5,
                "error",
                Map.of(
                        "message",
                        "x",
                        "tool_name",
                        "Bash",
                        "target",
                        "npm test",
                        "command_id",
                        Records.id(1).toString())));
        var succeeded = Evidence.of(bash(3, "npm test", true));

        assertThat(state(failed, derived, succeeded).openErrors()).isEmpty();
    }

    @Test
    void aCallThatBeganAndHasNoOutcomeIsRunning() {
        var state = state(
                Evidence.of(event(1, "user_message", Map.of("text", "migrate"))),
                Evidence.of(toolUse(2, 77)),
                Evidence.of(toolUse(3, 78)),
                Evidence.of(command(78, at(4), "Bash", Map.of("command", "ls"), Map.of(), true)));

        assertThat(state.runningTool()).isEqualTo(new WorkState.RunningTool("Bash", "sleep 45", at(2), "event 2"));
        assertThat(state.openTurn()).isTrue();
    }

    @Test
    void aCallOfATurnThatIsOverIsNotRunning() {
        var state = state(
                Evidence.of(event(1, "user_message", Map.of("text", "migrate"))),
                Evidence.of(toolUse(2, 77)),
                Evidence.of(event(3, "turn_ended", Map.of("outcome", "interrupted"))));

        assertThat(state.runningTool()).isNull();
        assertThat(state.openTurn()).isFalse();
    }

    @Test
    void aQuestionIsOpenUntilSomethingElseHappens() {
        var asked = new Evidence[] {
            Evidence.of(event(1, "user_message", Map.of("text", "migrate"))),
            Evidence.of(toolUse(2, 77)),
            Evidence.of(event(3, "input_requested", Map.of("reason", "permission_prompt", "message", "May I?")))
        };
        var answered = Evidence.of(command(77, at(4), "Bash", Map.of("command", "sleep 45"), Map.of(), true));

        assertThat(state(asked).awaitedInput()).isEqualTo(new WorkState.AwaitedInput("May I?", at(3), "event 3"));
        assertThat(state(asked[0], asked[1], asked[2], answered).awaitedInput()).isNull();
    }

    private static EventAppended toolUse(long sequence, long command) {
        return event(
                sequence,
                "tool_use",
                Map.of("tool_name", "Bash", "command_id", Records.id(command).toString(), "target", "sleep 45"));
    }

    @Test
    void todosFollowTheTaskToolsAndTheListTool() {
        var created = command(
                1,
                at(1),
                "TaskCreate",
                Map.of("subject", "Round"),
                Map.of("task", Map.of("id", "1", "subject", "Round discounts half up")),
                true);
        var updated = command(
                2, at(2), "TaskUpdate", Map.of("taskId", "1", "status", "completed"), Map.of("success", true), true);
        var list = command(
                3,
                at(3),
                "TodoWrite",
                Map.of("todos", List.of(Map.of("content", "Write docs", "status", "in_progress"))),
                Map.of(),
                true);

        assertThat(state(Evidence.of(updated), Evidence.of(created), Evidence.of(list))
                        .todos())
                .extracting(WorkState.Todo::text, WorkState.Todo::status)
                .containsExactly(tuple("Round discounts half up", "completed"), tuple("Write docs", "in_progress"));
    }

    @Test
    @Tag("R44")
    void aSnippetIsADecisionOrImportantContextByItsTitle() {
        var state = state(
                Evidence.of(event(1, "snippet_saved", Map.of("snippet_type", "decision", "title", "Round half up"))),
                Evidence.of(event(2, "snippet_saved", Map.of("snippet_type", "code", "title", "The rounding"))),
                Evidence.of(event(3, "snippet_saved", Map.of("snippet_type", "code"))));

        assertThat(state.decisions()).extracting(WorkState.Note::text).containsExactly("Round half up");
        assertThat(state.importantContext()).extracting(WorkState.Note::text).containsExactly("The rounding");
    }

    @Test
    void aSubagentIsOpenUntilItStops() {
        var state = state(
                Evidence.of(event(1, "spawn_decision", Map.of("subagent_type", "Explore", "agent_id", "a"))),
                Evidence.of(event(2, "spawn_decision", Map.of("subagent_type", "Plan", "agent_id", "b"))),
                Evidence.of(event(3, "subagent_stopped", Map.of("agent_id", "a"))));

        assertThat(state.subagents())
                .extracting(WorkState.Subagent::type, WorkState.Subagent::open)
                .containsExactly(tuple("Plan", true), tuple("Explore", false));
    }

    @Test
    @Tag("R100")
    void contextPercentIsTheNewestThatTheHostReportedAndStaysNullOtherwise() {
        assertThat(state(Evidence.of(reporting(1, at(1), null, null))).context().percent())
                .isNull();
        assertThat(state(Evidence.of(reporting(2, at(2), 42, null)), Evidence.of(reporting(1, at(1), 7, null)))
                        .context())
                .isEqualTo(new WorkState.ContextWindow(42, "statusline", null));
    }

    @Test
    @Tag("R57")
    void aHeartbeatTellsThatTheInstanceLivedAndLeavesTheRestToTheRegistrysRow() {
        var state = state(Evidence.of(heartbeat(at(5))));

        assertThat(state.newestEvidenceAt()).isEqualTo(at(5));
        assertThat(state.context().percent()).isNull();
        assertThat(state.currentEpic()).isNull();
    }

    @Test
    void theEpicIsTheOneThatTheInstanceNamesWithWhatEventsTellOfIt() {
        var state = state(
                Evidence.of(reporting(1, at(5), null, "epic-003")),
                Evidence.of(event(1, "epic_started", Map.of("epic_id", "003", "feature_name", "Discounts"))),
                Evidence.of(event(2, "epic_completed", Map.of("epic_id", "003"))));

        assertThat(state.currentEpic())
                .isEqualTo(new WorkState.Epic("epic-003", "Discounts", "complete", at(1), "event 2"));
    }

    @Test
    @Tag("R98")
    void whatTheLoserDidAfterItsWorkWasTakenOverIsNotWhatTheWinnerWasInTheMiddleOf() {
        var loser = Evidence.of(event(1, "user_message", Map.of("text", "round the cents")))
                .join(Evidence.of(event(2, "turn_ended", Map.of("outcome", "completed"))))
                .join(Evidence.of(bash(8, "ls", true)));
        var winner = Evidence.of(event(5, "user_message", Map.of("text", "document it")))
                .join(Evidence.of(event(6, "turn_ended", Map.of("outcome", "completed"))));
        var lateEnd = Evidence.of(event(9, "turn_ended", Map.of("outcome", "completed")));

        assertThat(loser.takenOver(at(4)).openTurn()).isFalse();
        assertThat(loser.join(lateEnd).takenOver(at(4)).openTurn()).isFalse();
        assertThat(winner.join(loser.takenOver(at(4)).inheritedFrom("shop-PS-00beef"))
                        .openTurn())
                .isFalse();
    }

    @Test
    void missingSequenceNumbersAreCounted() {
        var evidence = Stream.of(1, 2, 5, 9)
                .map(sequence -> Evidence.of(event(sequence, "assistant_start", Map.of("turn", 1))))
                .reduce(Evidence.NONE, Evidence::join);

        assertThat(evidence.session().events().missing()).isEqualTo(5);
        assertThat(evidence.session().events().complete()).isFalse();
        assertThat(evidence.session().events().last()).isEqualTo(9);
    }

    @Test
    @Tag("R57")
    void lifeAndDeathOfTheRunAreNoEvidenceOfWork() {
        var state = state(
                Evidence.of(event(1, "user_message", Map.of("text", "x"))),
                Evidence.of(event(200, "instance_stale", Map.of())),
                Evidence.of(event(900, "instance_superseded", Map.of("superseded_by", "y"))));

        assertThat(state.newestEvidenceAt()).isEqualTo(at(1));
    }

    @Test
    void aSuccessorInheritsTheWorkWithItsSourcesButNotTheRun() {
        var before = Evidence.of(event(4, "user_message", Map.of("text", "migrate")))
                .join(Evidence.of(reporting(1, at(5), 80, "003")))
                .inheritedFrom("odin-PS-8f4a2b");
        var state = state(before, Evidence.of(reporting(1, at(6), null, null)));

        assertThat(state.goal().latestPrompt())
                .isEqualTo(new WorkState.Said("migrate", at(4), "odin-PS-8f4a2b event 4"));
        assertThat(state.context().percent()).isNull();
        assertThat(state.lastEventSequence()).isZero();
        assertThat(state.currentEpic()).extracting(WorkState.Epic::epicId).isEqualTo("003");
    }

    @Test
    void manyFilesAreCountedBeyondTheFiftyThatAreNamed() {
        var readings = Stream.iterate(1, i -> i + 1)
                .limit(60)
                .map(i -> Evidence.of(write(i, "/home/dev/shop/" + i, "create")))
                .toArray(Evidence[]::new);
        var state = state(readings);

        assertThat(state.files())
                .hasSize(50)
                .first()
                .extracting(WorkState.TouchedFile::path)
                .isEqualTo("/home/dev/shop/60");
        assertThat(state.filesOmitted()).isEqualTo(10);
    }
}
