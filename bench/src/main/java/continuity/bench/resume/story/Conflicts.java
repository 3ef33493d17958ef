package continuity.bench.resume.story;

import continuity.bench.resume.desk.Agent;
import continuity.bench.resume.desk.Ground;
import continuity.bench.resume.desk.Story;
import java.util.List;
import java.util.function.Consumer;

/** Branches meet. */
final class Conflicts {

    private Conflicts() {}

    static List<Story> all() {
        return List.of(
                story("a merge with a conflict, solved", Ground.SHOP, Conflicts::merge),
                story("a merge given up", Ground.SHOP, Conflicts::abort),
                story("a rebase that stops once", Ground.BANK, Conflicts::rebase),
                story("a cherry-pick onto a release", Ground.SHOP, Conflicts::cherryPick),
                story("a merge that just goes through", Ground.BANK, Conflicts::clean),
                story("a revert", Ground.SHOP, Conflicts::revert));
    }

    private static Story story(String name, Ground ground, Consumer<Agent> script) {
        return new Story("conflict", name, ground, script);
    }

    /** Two branches that say different things of one line. */
    private static Agent twoBranches(Agent agent) {
        return agent.bash("git checkout -q -b prices")
                .edit("README.md", "# Shop", "# Cheap shop")
                .bash("git commit -am 'Say that it is cheap'")
                .bash("git checkout -q main")
                .edit("README.md", "# Shop", "# Good shop")
                .bash("git commit -am 'Say that it is good'");
    }

    private static void merge(Agent agent) {
        agent.prompt("Bring the branch prices and main together.");
        twoBranches(agent)
                .fails("git merge prices")
                .bash("git diff --name-only --diff-filter=U")
                .write("README.md", "# Good and cheap shop\n")
                .bash("git add README.md && git commit -m 'Merge prices'")
                .bash("node --test")
                .stop("Merged.");
    }

    private static void abort(Agent agent) {
        agent.prompt("Merge prices if it is easy.");
        twoBranches(agent)
                .fails("git merge prices")
                .bash("git merge --abort")
                .stop("It is not easy; I left it.")
                .prompt("Then take theirs.")
                .bash("git merge -X theirs -m 'Merge prices, theirs' prices")
                .bash("git log --oneline -3")
                .stop("Merged, theirs.");
    }

    private static void rebase(Agent agent) {
        agent.prompt("Rebase the fees onto main.")
                .bash("git checkout -q -b fees")
                .edit("bank/account.py", "self.balance -= amount", "self.balance -= amount + 1")
                .bash("git commit -am 'Withdrawing costs one'")
                .bash("git checkout -q main")
                .edit("bank/account.py", "self.balance -= amount", "self.balance -= abs(amount)")
                .bash("git commit -am 'Never add by withdrawing'")
                .bash("git checkout -q fees")
                .fails("git rebase main")
                .bash("git checkout --theirs bank/account.py && sed -i 's/amount + 1/abs(amount) + 1/' bank/account.py")
                .bash("git add bank/account.py && git rebase --continue")
                .fails("python3 -m unittest")
                .stop("Rebased; one test must be changed for the fee.")
                .prompt("Change it.")
                .edit(
                        "tests/test_account.py",
                        "self.assertEqual(account.balance, 7)",
                        "self.assertEqual(account.balance, 6)")
                .bash("python3 -m unittest")
                .bash("git commit -am 'The test knows of the fee'")
                .stop("All pass.");
    }

    private static void cherryPick(Agent agent) {
        agent.prompt("The fix must go to the release branch, too.")
                .bash("git branch release")
                .edit("src/cart.js", "0);", "0); // cents")
                .bash("git commit -am 'Say that prices are cents'")
                .bash("git checkout release")
                .bash("git cherry-pick main")
                .bash("git log --oneline -2")
                .stop("It is on release.")
                .prompt("Tag it 1.0.1.")
                .bash("git tag 1.0.1 && git describe --tags")
                .stop("Tagged.");
    }

    private static void clean(Agent agent) {
        agent.prompt("Merge the branch with the documents.")
                .bash("git checkout -b docs")
                .write("docs/fees.md", "# Fees\n\nNone.\n")
                .bash("git add docs && git commit -m 'Write about fees'")
                .bash("git checkout main")
                .edit("README.md", "# Bank", "# The bank")
                .bash("git commit -am 'The name'")
                .bash("git merge --no-edit docs")
                .bash("git branch -d docs")
                .bash("python3 -m unittest")
                .stop("Merged and cleaned up.");
    }

    private static void revert(Agent agent) {
        agent.prompt("Make everything free, for a test.")
                .edit("src/cart.js", "item.price", "0 * item.price")
                .bash("git commit -am 'Everything is free'")
                .fails("node --test")
                .stop("Everything is free; the test does not like it.")
                .prompt("Revert that.")
                .bash("git revert --no-edit HEAD")
                .bash("node --test")
                .stop("Reverted.");
    }
}
