package continuity.bench.resume.story;

import continuity.bench.resume.desk.Agent;
import continuity.bench.resume.desk.Ground;
import continuity.bench.resume.desk.Story;
import java.util.List;
import java.util.function.Consumer;

/** Something new is built, and mostly goes well. */
final class Features {

    private Features() {}

    static List<Story> all() {
        return List.of(
                story("a discount, tests first", Ground.SHOP, Features::discount),
                story("a checkout on a branch of its own", Ground.SHOP, Features::checkout),
                story("interest, in two turns", Ground.BANK, Features::interest),
                story("a feature begun and put away with stash", Ground.SHOP, Features::stashed),
                story("a command-line program from nothing", Ground.EMPTY, Features::fromNothing),
                story("an epic with its tasks", Ground.BANK, Features::epic),
                story("generated files and a commit of half of them", Ground.SHOP, Features::generated));
    }

    private static Story story(String name, Ground ground, Consumer<Agent> script) {
        return new Story("feature", name, ground, script);
    }

    private static void discount(Agent agent) {
        agent.prompt("Add a percentage discount to the cart, with tests, and commit it.")
                .read("src/cart.js")
                .write("test/discount.test.js", """
                        const test = require('node:test');
                        const assert = require('node:assert');
                        const { discount } = require('../src/cart.js');

                        test('takes ten percent off', () => assert.equal(discount(1000, 10), 900));
                        test('rounds half up', () => assert.equal(discount(995, 10), 896));
                        """)
                .fails("node --test")
                .edit("src/cart.js", "module.exports = { total };", """
                        function discount(amount, percent) {
                          return Math.round(amount - amount * percent / 100);
                        }
                        module.exports = { total, discount };""")
                .bash("node --test")
                .bash("git add -A && git commit -m 'Add discount()'")
                .stop("discount() is there, tested and committed.");
    }

    private static void checkout(Agent agent) {
        agent.prompt("Build the checkout on a branch of its own.")
                .bash("git checkout -b checkout")
                .write("src/checkout.js", "exports.checkout = (cart) => ({ paid: cart.total });\n")
                .bash("git add src/checkout.js && git commit -q -m 'Add checkout()' && git log --oneline -1")
                .edit("src/checkout.js", "paid: cart.total", "paid: cart.total, at: 0")
                .bash("node --check src/checkout.js")
                .stop("checkout() is committed; the time stamp is not.")
                .prompt("Also say in the README that it exists.")
                .edit("README.md", "# Shop", "# Shop\n\nWith a checkout.")
                .bash("git commit -a -m 'Stamp the checkout, and tell of it'")
                .stop("Done.");
    }

    private static void interest(Agent agent) {
        agent.prompt("Accounts shall bear interest.")
                .read("bank/account.py")
                .edit(
                        "bank/account.py",
                        "    def withdraw",
                        "    def bear_interest(self, percent):\n        self.balance += self.balance * percent // 100\n\n    def withdraw")
                .bash("python3 -m unittest")
                .stop("bear_interest() is there. A test is missing.")
                .prompt("Then write the test.")
                .edit(
                        "tests/test_account.py",
                        "    def test_withdraw",
                        "    def test_bears_interest(self):\n        account = Account(200)\n        account.bear_interest(5)\n        self.assertEqual(account.balance, 210)\n\n    def test_withdraw")
                .bash("python3 -m unittest")
                .bash("git add -A; git commit -m 'Accounts bear interest'")
                .stop("Written; three tests pass.");
    }

    private static void stashed(Agent agent) {
        agent.prompt("Start on gift cards.")
                .write("src/gift.js", "exports.gift = () => 0;\n")
                .edit("src/cart.js", "module.exports", "const { gift } = require('./gift.js');\nmodule.exports")
                .stop("A first sketch.")
                .prompt("Put that away for a moment: the README has a typo, it must say Shoppe. Commit that first.")
                .bash("git stash --include-untracked")
                .edit("README.md", "# Shop", "# Shoppe")
                .bash("git commit -a -m 'Spell the name'")
                .bash("git stash pop")
                .stop("The name is right, and the sketch is back.");
    }

    private static void fromNothing(Agent agent) {
        agent.prompt("A small program that counts words, in Python, with tests. Make a repository of it.")
                .bash("git init -b main")
                .write(
                        "words.py",
                        "import sys\n\n\ndef count(text):\n    return len(text.split())\n\n\nif __name__ == '__main__':\n    print(count(sys.stdin.read()))\n")
                .write("test_words.py", """
                        import unittest
                        import words


                        class WordsTest(unittest.TestCase):
                            def test_counts(self):
                                self.assertEqual(words.count('a b  c'), 3)

                            def test_nothing(self):
                                self.assertEqual(words.count(''), 0)
                        """)
                .bash("python3 -m unittest -v")
                .bash("echo one two three | python3 words.py")
                .bash("git add . && git commit -m 'Count words'")
                .write("README.md", "# Words\n")
                .stop("It counts. The README is not committed yet.");
    }

    private static void epic(Agent agent) {
        agent.prompt("Work on epic-007: overdrafts.")
                .epic("epic-007", "Overdrafts")
                .task("Add a limit to the account")
                .task("Refuse to go below the limit")
                .task("Say so in the README")
                .task(1, "in_progress")
                .edit("bank/account.py", "balance=0):", "balance=0, limit=0):\n        self.limit = limit")
                .task(1, "completed")
                .task(2, "in_progress")
                .edit(
                        "bank/account.py",
                        "        self.balance -= amount",
                        "        if self.balance + self.limit < amount:\n            raise ValueError('limit')\n        self.balance -= amount")
                .bash("python3 -m unittest")
                .task(2, "completed")
                .bash("git commit -am 'Accounts have a limit'")
                .stop("Two of three tasks are done.")
                .prompt("Go on.")
                .task(3, "in_progress")
                .edit("README.md", "# Bank", "# Bank\n\nWith overdrafts.")
                .task(3, "completed")
                .completesEpic("epic-007")
                .stop("All of epic-007 is done.");
    }

    private static void generated(Agent agent) {
        agent.prompt("Generate a price list for every currency, and commit the one in euros.")
                .bash("mkdir -p prices && for c in eur usd chf; do echo \"{}\" > prices/$c.json; done")
                .bash("git add prices/eur.json && git commit -m 'Prices in euros'")
                .bash("sed -i 's/{}/{ \"bread\": 3 }/' prices/usd.json")
                .stop("Committed; the other two are still to be looked at.")
                .prompt("Drop the francs.")
                .bash("rm prices/chf.json")
                .bash("git status --short")
                .stop("Only the dollars are left.");
    }
}
