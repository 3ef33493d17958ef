package continuity.bench.resume.story;

import continuity.bench.resume.desk.Agent;
import continuity.bench.resume.desk.Ground;
import continuity.bench.resume.desk.Story;
import java.util.List;
import java.util.function.Consumer;

/** The agent lets others work for it. */
final class SubAgents {

    private SubAgents() {}

    static List<Story> all() {
        return List.of(
                story("an explorer that only reads", Ground.SHOP, SubAgents::explorer),
                story("one in the background that writes", Ground.BANK, SubAgents::background),
                story("three at once", Ground.SHOP, SubAgents::three),
                story("one that fails", Ground.BANK, SubAgents::failing),
                story("a review after each change", Ground.SHOP, SubAgents::reviews));
    }

    private static Story story(String name, Ground ground, Consumer<Agent> script) {
        return new Story("sub-agents", name, ground, script);
    }

    private static void explorer(Agent agent) {
        agent.prompt("Where are prices computed? Then make them whole euros.")
                .spawns("a1f0", "Explore")
                .inside("a1f0", () -> agent.bash("grep -rn price src").read("src/cart.js"))
                .finishes("a1f0", "Only in src/cart.js.")
                .edit("src/cart.js", "0);", "0) / 100;")
                .fails("node --test")
                .stop("They are euros now; the test still wants cents.");
    }

    private static void background(Agent agent) {
        agent.prompt("Have the tests written in the background, and meanwhile document the account.")
                .spawns("b200", "test-writer")
                .edit("README.md", "# Bank", "# Bank\n\nAccounts hold a balance.")
                .inside(
                        "b200",
                        () -> agent.write(
                                "tests/test_new.py",
                                "import unittest\nfrom bank.account import Account\n\n\nclass NewTest(unittest.TestCase):\n    def test_is_empty(self):\n        self.assertEqual(Account().balance, 0)\n"))
                .inside("b200", () -> agent.bash("python3 -m unittest tests.test_new"))
                .bash("git add README.md && git commit -m 'Document the account'")
                .stop("Documented; the tests are being written.")
                .finishes("b200", "One test, which passes.")
                .isNotified("b200 has finished")
                .bash("git add tests && git commit -m 'Test that accounts begin empty'")
                .stop("Both are committed.");
    }

    private static void three(Agent agent) {
        agent.prompt("Look at security, speed and style, all at once.")
                .spawns("c1", "security-reviewer")
                .spawns("c2", "performance-reviewer")
                .spawns("c3", "style-reviewer")
                .inside("c2", () -> agent.bash("time node -e \"require('./src/cart.js').total([])\""))
                .inside("c1", () -> agent.bash("grep -rnE 'eval|exec' src || true"))
                .finishes("c2", "Fast enough.")
                .inside("c3", () -> agent.write("docs/style.md", "# Style\n\nTwo blanks.\n"))
                .finishes("c1", "Nothing found.")
                .finishes("c3", "Written down.")
                .bash("git add docs && git commit -m 'Write the style down'")
                .stop("Three reports, one document.");
    }

    private static void failing(Agent agent) {
        agent.prompt("Let somebody port the bank to Python 2.")
                .spawns("d9", "porter")
                .inside("d9", () -> agent.fails("python2.0 -m unittest"))
                .inside("d9", () -> agent.edit("bank/account.py", "class Account:", "class Account(object):"))
                .finishes("d9", "There is no Python 2 here.")
                .bash("python3 -m unittest")
                .stop("Only the base class was changed.");
    }

    private static void reviews(Agent agent) {
        agent.prompt("Change the greeting, and let every change be reviewed.")
                .write("src/greet.js", "exports.greet = () => 'hi';\n")
                .spawns("e1", "reviewer")
                .inside("e1", () -> agent.read("src/greet.js"))
                .finishes("e1", "Say hello instead.")
                .edit("src/greet.js", "'hi'", "'hello'")
                .spawns("e2", "reviewer")
                .inside("e2", () -> agent.bash("node --check src/greet.js"))
                .finishes("e2", "Good.")
                .bash("git add src && git commit -q -m 'Greet' && git rev-parse --short HEAD")
                .stop("Reviewed twice, committed once.");
    }
}
