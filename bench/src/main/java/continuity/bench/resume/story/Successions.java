package continuity.bench.resume.story;

import continuity.bench.resume.desk.Agent;
import continuity.bench.resume.desk.Ground;
import continuity.bench.resume.desk.Story;
import java.util.List;
import java.util.function.Consumer;

/** What was resumed once is resumed again. */
final class Successions {

    private Successions() {}

    static List<Story> all() {
        return List.of(
                story("a feature in two sessions", Ground.SHOP, Successions::two),
                story("a bug hunt in three sessions", Ground.BANK, Successions::three),
                story("resumed, and nothing done yet", Ground.SHOP, Successions::nothingYet),
                story("the same session in a new process", Ground.BANK, Successions::sameSession),
                story("tasks of one session, done in the next", Ground.SHOP, Successions::tasks));
    }

    private static Story story(String name, Ground ground, Consumer<Agent> script) {
        return new Story("resume of a resume", name, ground, script);
    }

    private static void two(Agent agent) {
        agent.prompt("Add a wish list.")
                .write("src/wishes.js", "exports.wishes = [];\n")
                .bash("git add src && git commit -m 'Begin a wish list'")
                .edit("src/wishes.js", "[];", "[];\nexports.wish = (item) => exports.wishes.push(item);")
                .dropsAndResumes()
                .bash("node --check src/wishes.js")
                .bash("git commit -am 'Wish for things'")
                .stop("Wishes work.");
    }

    private static void three(Agent agent) {
        agent.prompt("A withdrawal of nothing should be refused.")
                .edit(
                        "tests/test_account.py",
                        "\n\nif __name__",
                        "\n    def test_refuses_nothing(self):\n        with self.assertRaises(ValueError):\n            Account(1).withdraw(0)\n\n\nif __name__")
                .fails("python3 -m unittest")
                .dropsAndResumes()
                .edit(
                        "bank/account.py",
                        "        self.balance -= amount",
                        "        if amount = 0: raise ValueError\n        self.balance -= amount")
                .fails("python3 -m unittest")
                .dropsAndResumes()
                .edit("bank/account.py", "amount = 0", "amount == 0")
                .bash("python3 -m unittest")
                .bash("git commit -am 'Refuse to withdraw nothing'")
                .stop("Refused.");
    }

    private static void nothingYet(Agent agent) {
        agent.prompt("Translate the README.")
                .edit("README.md", "# Shop", "# Laden")
                .epic("epic-012", "Translations")
                .dropsAndResumes()
                .read("README.md");
    }

    private static void sameSession(Agent agent) {
        agent.prompt("Add a statement of account.")
                .write("bank/statement.py", "def statement(account):\n    return f'{account.balance}'\n")
                .bash("python3 -m py_compile bank/statement.py")
                .ends("other")
                .continues()
                .prompt("Commit what you have.")
                .bash("git add bank/statement.py && git commit -m 'Add statement()'")
                .stop("Committed.");
    }

    private static void tasks(Agent agent) {
        agent.prompt("Three small things, see the tasks.")
                .task("Rename the shop")
                .task("Bump the version")
                .task("Tag it")
                .edit("README.md", "# Shop", "# Store")
                .task(1, "completed")
                .dropsAndResumes()
                .edit("package.json", "0.1.0", "0.1.1")
                .bash("git commit -am 'Store 0.1.1'")
                .task("Announce it")
                .task(1, "completed")
                .stop("Renamed and bumped, and announced.");
    }
}
