package continuity.bench.resume.story;

import continuity.bench.resume.desk.Agent;
import continuity.bench.resume.desk.Ground;
import continuity.bench.resume.desk.Story;
import java.util.List;
import java.util.function.Consumer;

/** Something is wrong, and tests show it. */
final class BugHunts {

    private BugHunts() {}

    static List<Story> all() {
        return List.of(
                story("a test that fails, a fix, and one that fails instead", Ground.BANK, BugHunts::oneAfterTheOther),
                story("a failure in a group of tests", Ground.SHOP, BugHunts::inGroups),
                story("a crash before any test", Ground.SHOP, BugHunts::crash),
                story("a wrong guess, taken back", Ground.BANK, BugHunts::wrongGuess),
                story("bisecting", Ground.SHOP, BugHunts::bisect),
                story("only one test at a time", Ground.BANK, BugHunts::oneTest),
                story("a fault that only a script shows", Ground.SHOP, BugHunts::script));
    }

    private static Story story(String name, Ground ground, Consumer<Agent> script) {
        return new Story("bug hunt", name, ground, script);
    }

    private static void oneAfterTheOther(Agent agent) {
        agent.prompt("Withdrawing more than there is must raise an error. Make a test of it, then fix it.")
                .edit(
                        "tests/test_account.py",
                        "\n\nif __name__",
                        "\n    def test_refuses_overdraft(self):\n        with self.assertRaises(ValueError):\n            Account(1).withdraw(2)\n\n\nif __name__")
                .fails("python3 -m unittest")
                .edit(
                        "bank/account.py",
                        "        self.balance -= amount",
                        "        if self.balance <= amount + 8:\n            raise ValueError\n        self.balance -= amount")
                .fails("python3 -m unittest")
                .edit("bank/account.py", "self.balance <= amount + 8", "self.balance < amount")
                .bash("python3 -m unittest")
                .bash("git commit -am 'Refuse to overdraw'")
                .stop("Fixed.");
    }

    private static void inGroups(Agent agent) {
        agent.prompt("Totals are wrong for empty carts, I believe. Check.")
                .write("test/edge.test.js", """
                        const { describe, it } = require('node:test');
                        const assert = require('node:assert');
                        const { total } = require('../src/cart.js');

                        describe('edges', () => {
                          it('an empty cart costs nothing', () => assert.equal(total([]), 0));
                          it('a cart that is none costs nothing', () => assert.equal(total(undefined), 0));
                        });
                        """)
                .fails("npm test")
                .edit("src/cart.js", "function total(items) {", "function total(items = []) {")
                .bash("npm test")
                .bash("git add test/edge.test.js src/cart.js && git commit -m 'A cart may be missing'")
                .stop("Empty carts were right; missing ones are now.");
    }

    private static void crash(Agent agent) {
        agent.prompt("npm test does not even start since this morning. Find out why.")
                .bash("sed -i \"s#'../src/cart.js'#'../src/card.js'#\" test/cart.test.js")
                .fails("node --test")
                .bash("grep -rn card.js test")
                .edit("test/cart.test.js", "card.js", "cart.js")
                .bash("node --test")
                .bash("git status --short")
                .stop("It was a misspelt name. Nothing is left to commit.");
    }

    private static void wrongGuess(Agent agent) {
        agent.prompt("Deposits seem to be lost now and then.")
                .edit("bank/account.py", "self.balance += amount", "self.balance = self.balance + int(amount)")
                .bash("python3 -m unittest")
                .stop("I suspect fractions; please try.")
                .prompt("No, that was not it. Take it back.")
                .bash("git checkout -- bank/account.py")
                .bash("python3 -m unittest")
                .stop("Taken back.")
                .prompt("Negative deposits, that is it.")
                .edit(
                        "bank/account.py",
                        "        self.balance += amount",
                        "        assert amount > 0\n        self.balance += amount")
                .edit(
                        "tests/test_account.py",
                        "    def test_withdraw",
                        "    def test_refuses_negative(self):\n        with self.assertRaises(AssertionError):\n            Account().deposit(-1)\n\n    def test_withdraw")
                .bash("python3 -m unittest tests.test_account")
                .stop("Negative deposits are refused.");
    }

    private static void bisect(Agent agent) {
        agent.prompt("Which commit broke the tax?")
                .write("src/tax.js", "exports.tax = (amount) => Math.round(amount * 0.19);\n")
                .bash("git add -A && git commit -q -m 'Add tax()' && git rev-parse HEAD")
                .bash("sed -i 's/0.19/0.9/' src/tax.js && git commit -q -am 'Tidy tax()' && git log --oneline -1")
                .bash("sed -i '1i // taxes' src/tax.js && git commit -q -am 'Comment tax()' && git log --oneline -1")
                .write("check.sh", "node -e \"process.exit(require('./src/tax.js').tax(100) === 19 ? 0 : 1)\"\n")
                .fails("bash check.sh")
                .bash("git bisect start HEAD HEAD~2 && git bisect run bash check.sh")
                .bash("git bisect reset")
                .edit("src/tax.js", "0.9", "0.19")
                .bash("bash check.sh")
                .bash("rm check.sh && git commit -am 'Taxes are 19 percent again'")
                .stop("“Tidy tax()” did it.");
    }

    private static void oneTest(Agent agent) {
        agent.prompt("Make accounts print themselves.")
                .edit(
                        "tests/test_account.py",
                        "\n\nif __name__",
                        "\n    def test_prints(self):\n        self.assertEqual(str(Account(3)), 'Account(3)')\n\n\nif __name__")
                .fails("python3 -m unittest tests.test_account.AccountTest.test_prints")
                .edit(
                        "bank/account.py",
                        "    def deposit",
                        "    def __str__(self):\n        return f'Account({self.balance})'\n\n    def deposit")
                .bash("python3 -m unittest tests.test_account.AccountTest.test_prints")
                .bash("python3 -m unittest -v 2>&1 | tail -5")
                .bash("git add -u && git commit -m 'Accounts print themselves'")
                .stop("They do.");
    }

    private static void script(Agent agent) {
        agent.prompt("Run the smoke test until it is quiet.")
                .write("smoke.sh", "set -e\ntest -f dist/index.html\ngrep -q shop dist/index.html\necho quiet\n")
                .fails("bash smoke.sh")
                .bash("mkdir -p dist && echo '<h1>shop</h1>' > dist/index.html")
                .bash("bash smoke.sh")
                .fails("curl -s -m 2 http://127.0.0.1:9/health")
                .asks("Claude needs your permission to use Bash")
                .stop("The smoke test is quiet; the health page does not answer.");
    }
}
