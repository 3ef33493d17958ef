package continuity.commandlog.derive;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("R22")
class CommitRuleTest {

    @Test
    void findsTheCommitsOfARecordedSession() {
        var commits = Commands.recorded("01-normal-headless").stream()
                .flatMap(command -> CommitRule.find(command).stream())
                .toList();

        assertThat(commits).extracting(Finding::eventType).containsOnly("commit_created");
        assertThat(commits)
                .extracting(commit -> commit.eventData().get("commit_hash") + " "
                        + commit.eventData().get("message"))
                .containsExactly(
                        "595f8a6 Add cart with total()",
                        "b75e143 Add discount(), rounded half up to whole cents",
                        "3f2db88 Add checkout()");
    }

    @Test
    void gitsOwnReportNamesTheBranchToo() {
        var command = Commands.bash(
                "git commit -am 'Add cart'", "[feature/cart 595f8a6] Add cart\n 1 file changed, 2 insertions(+)");

        assertThat(CommitRule.find(command))
                .containsExactly(new Finding(
                        "commit_created",
                        Map.of("commit_hash", "595f8a6", "message", "Add cart", "branch", "feature/cart")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "git commit -m \"Add cart\"",
                "git -C /home/dev/shop -c user.name=x commit --message='Add cart'",
                "git commit -qam\"Add cart\"",
                "git commit -q -F - <<'EOF'\nAdd cart\n\nMore words.\nEOF",
                "git commit -m \"$(cat <<'EOF'\nAdd cart\n\nCo-Authored-By: X\nEOF\n)\"",
            })
    void readsTheMessageWhereverItStands(String commit) {
        var line = commit.contains("\n") ? commit + "\ngit rev-parse HEAD" : commit + " && git rev-parse HEAD";

        var found = CommitRule.find(Commands.bash(line, "595f8a6d0939d3b75e1433f2db8884a763400000"));

        assertThat(found)
                .containsExactly(new Finding(
                        "commit_created",
                        Map.of("commit_hash", "595f8a6d0939d3b75e1433f2db8884a763400000", "message", "Add cart")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "git cherry-pick g",
                "git revert --no-edit HEAD",
                "git fetch && git cherry-pick -x -m 1 g",
                "git commit --amend -m 'three'",
            })
    void everyCommandThatReportsACommitMadeOne(String line) {
        var output = "[main 9fccd55] three\n Date: Sat Nov 21 22:06:21 2026 +0000\n 1 file changed, 1 insertion(+)";

        assertThat(CommitRule.find(Commands.bash(line, output)))
                .containsExactly(new Finding(
                        "commit_created", Map.of("commit_hash", "9fccd55", "message", "three", "branch", "main")));
    }

    @Test
    void aMergeMadeACommitIfGitSaysSoAndItsHashIsShown() {
        var line = "git merge --no-ff -m 'Merge cart' f && git log -1 --oneline";
        var merged = "Merge made by the 'ort' strategy.\n b | 1 +\n 1 file changed, 1 insertion(+)\n795527e Merge cart";

        assertThat(CommitRule.find(Commands.bash(line, merged)))
                .containsExactly(
                        new Finding("commit_created", Map.of("commit_hash", "795527e", "message", "Merge cart")));
        assertThat(CommitRule.find(Commands.bash("git merge -m x f && git rev-parse HEAD", "Fast-forward\n795527e")))
                .isEmpty();
        assertThat(CommitRule.find(Commands.bash("git merge f", "Merge made by the 'ort' strategy.")))
                .isEmpty();
    }

    @Test
    void decoratedLogLinesCount() {
        var command = Commands.bash(
                "git commit -q -m 'Add cart' && git log --oneline --decorate", "595f8a6 (HEAD -> main) Add cart");

        assertThat(CommitRule.find(command)).hasSize(1);
    }

    @Test
    void aCommitBeforeAFailedPushIsACommit() {
        var command = Commands.failedBash(
                "git commit -m 'Add cart' && git push",
                "Exit code 1\n[main (root-commit) 595f8a6] Add cart\nerror: failed to push some refs");

        assertThat(CommitRule.find(command)).hasSize(1);
    }

    @Test
    void withoutAVisibleHashThereIsNoEvent() {
        assertThat(CommitRule.find(Commands.bash("git commit -q -m 'Add cart'", "")))
                .isEmpty();
        assertThat(CommitRule.find(Commands.bash("git commit -q -m 'Add cart' && cat hash", "595f8a6")))
                .isEmpty();
    }

    @Test
    void talkingAboutACommitIsNone() {
        var output = "[main 595f8a6] Add cart\n595f8a6 Add cart";

        assertThat(CommitRule.find(Commands.bash("echo \"git commit -m 'Add cart'\"", output)))
                .isEmpty();
        assertThat(CommitRule.find(Commands.bash("git log --oneline", output))).isEmpty();
        assertThat(CommitRule.find(Commands.bash("git commit --dry-run -m 'Add cart'", output)))
                .isEmpty();
    }

    @Test
    void aFailedQuietCommitIsNone() {
        var command =
                Commands.failedBash("git commit -q -m 'Add cart'; git log --oneline", "Exit code 1\n595f8a6 Add cart");

        assertThat(CommitRule.find(command)).isEmpty();
    }
}
