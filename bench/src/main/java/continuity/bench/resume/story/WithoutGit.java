package continuity.bench.resume.story;

import continuity.bench.resume.desk.Agent;
import continuity.bench.resume.desk.Ground;
import continuity.bench.resume.desk.Story;
import java.util.List;
import java.util.function.Consumer;

/** A directory that is no repository. */
final class WithoutGit {

    private WithoutGit() {}

    static List<Story> all() {
        return List.of(
                story("a script and its output", Ground.EMPTY, WithoutGit::script),
                story("a fix in a shop", Ground.SHOP_WITHOUT_GIT, WithoutGit::fix),
                story("tests in a bank", Ground.BANK_WITHOUT_GIT, WithoutGit::tests),
                story("files that come and go", Ground.SHOP_WITHOUT_GIT, WithoutGit::comeAndGo),
                story("it becomes a repository", Ground.BANK_WITHOUT_GIT, WithoutGit::becomesOne));
    }

    private static Story story(String name, Ground ground, Consumer<Agent> script) {
        return new Story("no git", name, ground, script);
    }

    private static void script(Agent agent) {
        agent.prompt("Write a script that lists the primes below 50.")
                .write("primes.py", "print([n for n in range(2, 50) if all(n % d for d in range(2, n))])\n")
                .bash("python3 primes.py")
                .stop("It prints them.")
                .prompt("Below 100.")
                .edit("primes.py", "50", "100")
                .bash("python3 primes.py | wc -c")
                .stop("Done.");
    }

    private static void fix(Agent agent) {
        agent.prompt("Prices are strings in the data; cope with it.")
                .edit("src/cart.js", "item.price *", "Number(item.price) *")
                .bash("node --test")
                .fails("git status")
                .stop("It copes; there is no repository to commit to.");
    }

    private static void tests(Agent agent) {
        agent.prompt("Test transfers.")
                .write(
                        "tests/test_transfer.py",
                        "import unittest\nfrom bank.transfer import transfer\n\n\nclass TransferTest(unittest.TestCase):\n    def test_moves_money(self):\n        self.assertEqual(transfer(1, 2), 3)\n")
                .fails("python3 -m unittest")
                .write("bank/transfer.py", "def transfer(a, b):\n    return a - b\n")
                .fails("python3 -m unittest")
                .edit("bank/transfer.py", "a - b", "a + b")
                .bash("python3 -m unittest")
                .stop("Transfers are tested.");
    }

    private static void comeAndGo(Agent agent) {
        agent.prompt("Try two layouts and keep the better one.")
                .write("layout-a.html", "<p>a</p>\n")
                .write("layout-b.html", "<p>b</p>\n")
                .bash("rm layout-a.html")
                .write("README.md", "# Shop\n\nSee layout-b.html.\n")
                .bash("rm test/cart.test.js")
                .stop("b it is; the test is gone, too.");
    }

    private static void becomesOne(Agent agent) {
        agent.prompt("Put this under git.")
                .edit("README.md", "# Bank", "# Bank\n\nNow with history.")
                .bash("git init -q -b trunk && git add -A && git commit -m 'All that there was'")
                .edit("README.md", "history", "a history")
                .bash("python3 -m unittest")
                .stop("It is a repository now.");
    }
}
