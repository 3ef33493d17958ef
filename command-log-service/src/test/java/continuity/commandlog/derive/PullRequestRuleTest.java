package continuity.commandlog.derive;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("R22")
class PullRequestRuleTest {

    private static final String URL = "https://github.com/mia/shop/pull/7";
    private static final String HASH = "595f8a6d0939d3b75e1433f2db8884a763400000";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gh pr create --title 'Add cart' --body 'x'",
                "git push -u origin cart && gh pr create --title=\"Add cart\" --fill --draft",
                "gh pr create -t \"Add cart\" --body \"$(cat <<'EOF'\n## Why\n\nIt's needed\nEOF\n)\"",
            })
    void whatGhCreatedIsKnownByItsAddressAndItsTitleByTheCommandLine(String line) {
        assertThat(PullRequestRule.find(Commands.bash(line, URL + "\n")))
                .containsExactly(new Finding("pr_created", Map.of("pr_url", URL, "pr_number", 7, "title", "Add cart")));
    }

    @Test
    void theBranchIsKnownWhereGhNamesIt() {
        var command = Commands.bash(
                "gh pr create -t 'Add cart' -b x 2>&1",
                "\nCreating pull request for feature/cart into main in mia/shop\n\n" + URL);

        assertThat(PullRequestRule.find(command).getFirst().eventData()).containsEntry("branch", "feature/cart");
    }

    @Test
    void anotherHostIsTakenAtItsWord() {
        var command = Commands.bash("gh pr create -t x -b y", "https://git.example.com/mia/shop/pull/12");

        assertThat(PullRequestRule.find(command).getFirst().eventData()).containsEntry("pr_number", 12);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gh pr create --fill", // the title is that of a commit, which one is not known
                "gh pr create -t \"$TITLE\" -b x",
                "gh pr create -t \"`git log -1`\" -b x",
                "gh pr create --dry-run -t x -b y",
                "gh pr create -t one -b x; gh pr create -t two -b x",
                "gh pr view 7",
                "echo gh pr create -t x",
            })
    void whatTheCommandLineDoesNotSayIsNotGuessed(String line) {
        assertThat(PullRequestRule.find(Commands.bash(line, URL))).isEmpty();
    }

    @Test
    void anAddressThatIsNotTheAnswerIsNoPullRequest() {
        var line = "gh pr create -t x -b y";

        assertThat(PullRequestRule.find(Commands.failedBash(
                        line,
                        "Exit code 1\na pull request for branch \"cart\" into branch \"main\" already exists:\n"
                                + URL)))
                .isEmpty();
        assertThat(PullRequestRule.find(Commands.bash(line, URL + "\nhttps://github.com/mia/shop/pull/8")))
                .isEmpty();
        assertThat(PullRequestRule.find(Commands.bash(line, "see " + URL))).isEmpty();
        assertThat(PullRequestRule.find(Commands.bash(line, ""))).isEmpty();
    }

    @Test
    void aMergeIsOneOnceItsCommitIsShown() {
        var command = Commands.bash(
                "gh pr merge 7 --squash && gh pr view 7 --json url,mergeCommit",
                "{\"mergeCommit\":{\"oid\":\"" + HASH + "\"},\"url\":\"" + URL + "\"}");

        assertThat(PullRequestRule.find(command))
                .containsExactly(new Finding("pr_merged", Map.of("pr_url", URL, "pr_number", 7, "merge_commit", HASH)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "gh pr merge 7 --squash|✓ Squashed and merged pull request mia/shop#7 (Add cart)",
                "gh pr merge 7 --auto && gh pr view 7 --json url,mergeCommit|{\"mergeCommit\":null,\"url\":\"https://github.com/mia/shop/pull/7\"}",
                "gh pr view 7 --json url,mergeCommit|{\"mergeCommit\":{\"oid\":\"595f8a6d0939d3b75e1433f2db8884a763400000\"},\"url\":\"https://github.com/mia/shop/pull/7\"}",
            })
    void withoutItThereIsNoEvent(String line, String output) {
        assertThat(PullRequestRule.find(Commands.bash(line, output))).isEmpty();
    }

    @Test
    void aFailedMergeIsNone() {
        var output = "Exit code 1\n{\"mergeCommit\":{\"oid\":\"" + HASH + "\"},\"url\":\"" + URL + "\"}";

        assertThat(PullRequestRule.find(
                        Commands.failedBash("gh pr merge 7; gh pr view 7 --json url,mergeCommit", output)))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://a/b/c/pull/", "https://", "\"url\":\"https://a/", "Creating pull request for a "})
    void staysLinearWhateverItReads(String piece) {
        var output = piece.repeat(ToolOutput.MAX_LENGTH / piece.length());

        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(30), () -> {
            for (int i = 0; i < 20; i++) {
                PullRequestRule.find(Commands.bash("gh pr create -t x -b y", output));
                PullRequestRule.find(Commands.bash("gh pr merge 7", output));
            }
        });
    }
}
