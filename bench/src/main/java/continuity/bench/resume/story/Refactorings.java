package continuity.bench.resume.story;

import continuity.bench.resume.desk.Agent;
import continuity.bench.resume.desk.Ground;
import continuity.bench.resume.desk.Story;
import java.util.List;
import java.util.function.Consumer;

/** Files move, names change, behaviour stays. */
final class Refactorings {

    private Refactorings() {}

    static List<Story> all() {
        return List.of(
                story("git mv, and a commit", Ground.SHOP, Refactorings::moved),
                story("mv without git", Ground.SHOP, Refactorings::movedByHand),
                story("a package split in two", Ground.BANK, Refactorings::split),
                story("a rename in every file", Ground.BANK, Refactorings::everywhere),
                story("dead code goes", Ground.SHOP, Refactorings::deadCode),
                story("an amended commit", Ground.SHOP, Refactorings::amended),
                story("moved there and back", Ground.SHOP, Refactorings::thereAndBack));
    }

    private static Story story(String name, Ground ground, Consumer<Agent> script) {
        return new Story("refactoring", name, ground, script);
    }

    private static void moved(Agent agent) {
        agent.prompt("Call the cart a basket, file and all.")
                .bash("git mv src/cart.js src/basket.js")
                .bash("git mv test/cart.test.js test/basket.test.js")
                .fails("node --test")
                .edit("test/basket.test.js", "../src/cart.js", "../src/basket.js")
                .bash("node --test")
                .bash("git commit -a -m 'The cart is a basket'")
                .stop("Renamed; the tests pass.");
    }

    private static void movedByHand(Agent agent) {
        agent.prompt("Move the sources to lib.")
                .bash("mkdir lib && mv src/cart.js lib/ && rmdir src")
                .bash("sed -i 's#../src/#../lib/#' test/cart.test.js")
                .bash("npm test --silent")
                .stop("They are in lib; nothing is committed.")
                .prompt("Commit.")
                .bash("git add -A && git commit -q -m 'Sources live in lib'")
                .bash("git log --oneline | head -3")
                .stop("Committed.");
    }

    private static void split(Agent agent) {
        agent.prompt("Split withdrawals from deposits, one module each.")
                .write("bank/deposits.py", "def deposit(account, amount):\n    account.balance += amount\n")
                .write("bank/withdrawals.py", "def withdraw(account, amount):\n    account.balance -= amount\n")
                .write("bank/account.py", """
                        from bank import deposits, withdrawals


                        class Account:
                            def __init__(self, balance=0):
                                self.balance = balance

                            def deposit(self, amount):
                                deposits.deposit(self, amount)

                            def withdraw(self, amount):
                                withdrawals.withdraw(self, amount)
                        """)
                .bash("python3 -m unittest")
                .bash("git add bank && git commit -m 'Split deposits from withdrawals'")
                .stop("Split, and all tests pass.")
                .prompt("One file for both was nicer after all. Put them together in movements.py.")
                .bash("cat bank/deposits.py bank/withdrawals.py > bank/movements.py")
                .bash("git rm -q bank/deposits.py bank/withdrawals.py")
                .bash(
                        "sed -i 's/deposits, withdrawals/movements/; s/deposits\\.d/movements.d/; s/withdrawals\\.w/movements.w/' bank/account.py")
                .bash("python3 -m unittest")
                .stop("Together again, not committed.");
    }

    private static void everywhere(Agent agent) {
        agent.prompt("Say saldo instead of balance everywhere.")
                .bash("grep -rl balance bank tests | xargs sed -i 's/balance/saldo/g'")
                .bash("python3 -m unittest")
                .bash("git diff --stat")
                .stop("Two files changed.")
                .prompt("Commit it, please, and mention it in the README.")
                .edit("README.md", "# Bank", "# Bank\n\nThe saldo is what is left.")
                .bash("git commit -am 'Say saldo'")
                .stop("Done.");
    }

    private static void deadCode(Agent agent) {
        agent.prompt("Throw out what nobody uses.")
                .write("src/old.js", "exports.old = 1;\n")
                .write("src/older.js", "exports.older = 1;\n")
                .bash("git add -A && git commit -m 'What there was'")
                .bash("rm src/old.js")
                .bash("git rm -q src/older.js")
                .bash("node --test")
                .stop("Both are gone; the commit is yours.")
                .prompt("Keep older.js after all.")
                .bash("git reset -q HEAD src/older.js && git checkout -- src/older.js")
                .bash("git commit -q -am 'Throw out old.js' && git log -1 --format='%h %s'")
                .stop("old.js is gone, older.js is back.");
    }

    private static void amended(Agent agent) {
        agent.prompt("Freeze the prices.")
                .write("src/prices.js", "module.exports = Object.freeze({ bread: 3 });\n")
                .bash("git add . && git commit -m 'Freze the prices'")
                .stop("Committed.")
                .prompt("There is a typo in the message.")
                .bash("git commit --amend -m 'Freeze the prices'")
                .bash("node --test")
                .stop("Corrected.")
                .prompt("Undo the commit but keep the file.")
                .bash("git reset --soft HEAD~1")
                .bash("git status --short")
                .stop("The file is staged, the commit gone.");
    }

    private static void thereAndBack(Agent agent) {
        agent.prompt("Try how it looks with the test beside the source.")
                .bash("git mv test/cart.test.js src/cart.test.js")
                .bash("sed -i \"s#'../src/cart.js'#'./cart.js'#\" src/cart.test.js")
                .bash("node --test src/")
                .stop("That works too.")
                .prompt("I do not like it. Back, please.")
                .bash("git reset -q --hard")
                .bash("node --test")
                .stop("As it was.");
    }
}
