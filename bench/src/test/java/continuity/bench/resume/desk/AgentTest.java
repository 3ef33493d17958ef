package continuity.bench.resume.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class AgentTest {

    private static final ClientSettings SETTINGS = ClientSettings.published(Path.of(".."));

    private static List<Step> play(Ground ground, Consumer<Agent> script) {
        return new Story("test", "test", ground, script).play(SETTINGS).steps();
    }

    private static State end(Ground ground, Consumer<Agent> script) {
        return play(ground, script).getLast().truth();
    }

    @Test
    void takesTheResultOfNodesTestsFromItsReporter() {
        var tests = end(
                        Ground.SHOP,
                        agent -> agent.write("test/more.test.js", """
                        const { describe, test } = require('node:test');
                        describe('a group', () => {
                          test('is right', () => {});
                          test('is wrong', () => { throw new Error(); });
                        });
                        """).fails("node --test"))
                .tests();

        assertThat(tests).isEqualTo(new State.Tests(2, 1, List.of("is wrong")));
    }

    @Test
    void takesTheResultOfPythonsTestsFromTheirRunner() {
        var tests = end(
                        Ground.BANK,
                        agent -> agent.bash("sed -i 's/, 7)/, 8)/' tests/test_account.py")
                                .fails("python3 -m unittest 2>&1 | tail -1; exit 1"))
                .tests();

        assertThat(tests).isEqualTo(new State.Tests(1, 1, List.of("test_withdraw")));
    }

    @Test
    void aCommandFailsUntilItSucceeds() {
        var steps = play(
                Ground.EMPTY,
                agent -> agent.fails("test -f a")
                        .fails("test -f b")
                        .bash("touch b")
                        .bash("test -f b"));

        assertThat(steps.get(4).truth().failing()).isEqualTo("test -f b");
        assertThat(steps.getLast().truth().failing()).isEqualTo("test -f a");
    }

    @Test
    void whatWasPulledIsNotThisSessionsWork() {
        var truth = end(Ground.SHARED_SHOP, agent -> {
            agent.elsewhere().write("theirs.txt", "1\n").bash("git add . && git commit -qm Theirs && git push -q");
            agent.write("mine.txt", "1\n").pulls("git pull -q");
        });

        assertThat(truth.files()).containsOnlyKeys("mine.txt");
    }

    @Test
    void nothingHasChangedYetWhenACallIsAnnounced() {
        var steps = play(Ground.SHOP, agent -> agent.write("new.js", "1\n"));

        assertThat(steps.get(1).what()).isEqualTo("before Write: new.js");
        assertThat(steps.get(1).truth().files()).isEmpty();
        assertThat(steps.get(2).truth().files()).containsEntry("new.js", "created");
    }

    @Test
    void thePublishedCommandsThemselvesTellWhatGitSays() {
        var step = play(
                        Ground.SHOP,
                        agent -> agent.bash("sed -i s/Shop/Laden/ README.md && git stash && touch 'a b.txt'"))
                .getLast();

        assertThat(step.requests())
                .filteredOn(request -> request.path().endsWith("/git"))
                .singleElement()
                .satisfies(request -> assertThat(request.body())
                        .startsWith("{\"session_id\":\"" + Marks.session(1))
                        .contains("# branch.head main", "? a b.txt", "# stash 1", " Begin\n"));
    }

    @Test
    void sendsNoPathOfThisMachine() {
        var steps = play(Ground.MONOREPO, agent -> agent.bash("cd libs && pwd").fails("cat nothing"));

        assertThat(steps)
                .allSatisfy(step -> assertThat(step.requests())
                        .allSatisfy(request -> assertThat(request.body() + request.directory())
                                .doesNotContain("desk-")
                                .contains("/home/dev/" + Marks.PROJECT)));
    }

    @Test
    void aStoryThatDoesNotGoAsToldIsRefused() {
        assertThatThrownBy(() -> play(Ground.EMPTY, agent -> agent.bash("exit 3")))
                .isInstanceOf(IllegalStateException.class)
                .hasRootCauseMessage("exit 3 ends with 3: ");
    }
}
