package continuity.bench.resume.story;

import continuity.bench.resume.desk.Agent;
import continuity.bench.resume.desk.Ground;
import continuity.bench.resume.desk.Story;
import java.util.List;
import java.util.function.Consumer;

/** Somebody else works on the same branch; the question is about the first of the two. */
final class TwoAgents {

    private TwoAgents() {}

    static List<Story> all() {
        return List.of(
                story("each with a clone, one pushes first", Ground.SHARED_SHOP, TwoAgents::pushedFirst),
                story("pulled before anything is done", Ground.SHARED_SHOP, TwoAgents::pulled),
                story("both change one line", Ground.SHARED_SHOP, TwoAgents::oneLine),
                story("in one directory, different files", Ground.SHOP, TwoAgents::oneDirectory),
                story("the other one only looks", Ground.BANK, TwoAgents::looksOn));
    }

    private static Story story(String name, Ground ground, Consumer<Agent> script) {
        return new Story("two agents", name, ground, script);
    }

    private static void pushedFirst(Agent agent) {
        agent.prompt("Add shipping, and push it.")
                .write("src/shipping.js", "exports.shipping = () => 490;\n")
                .bash("git add -A && git commit -m 'Add shipping()'");
        agent.elsewhere()
                .prompt("Add taxes and push them.")
                .write("src/tax.js", "exports.tax = () => 19;\n")
                .bash("git add -A && git commit -m 'Add tax()' && git push -q")
                .stop("Pushed.");
        agent.fails("git push")
                .pulls("git pull --rebase -q")
                .bash("node --test")
                .bash("git push")
                .stop("Pushed, on top of the taxes.");
    }

    private static void pulled(Agent agent) {
        agent.elsewhere()
                .prompt("Write a changelog.")
                .write("CHANGELOG.md", "# Changes\n")
                .bash("git add -A && git commit -m 'Begin a changelog' && git push -q")
                .stop("Pushed.");
        agent.prompt("Pull, then note today's change.")
                .pulls("git pull -q")
                .edit("CHANGELOG.md", "# Changes", "# Changes\n\n- Carts.")
                .bash("git diff")
                .bash("git commit -am 'Note the carts'")
                .stop("Noted, not pushed.");
    }

    private static void oneLine(Agent agent) {
        agent.prompt("Name the shop Corner Shop.");
        var other = agent.elsewhere();
        other.prompt("Name the shop Book Shop.")
                .edit("README.md", "# Shop", "# Book Shop")
                .bash("git commit -am 'A book shop' && git push -q")
                .stop("Pushed.");
        agent.edit("README.md", "# Shop", "# Corner Shop")
                .bash("git commit -am 'A corner shop'")
                .conflicts("git pull --no-rebase")
                .write("README.md", "# Corner Book Shop\n")
                .bash("git add README.md && git commit -m 'Both names'")
                .bash("git push -q")
                .stop("It has both names now.");
    }

    private static void oneDirectory(Agent agent) {
        agent.prompt("Write the terms of sale.").write("docs/terms.md", "# Terms\n");
        var other = agent.besides();
        other.prompt("Write the imprint.").write("docs/imprint.md", "# Imprint\n");
        agent.edit("docs/terms.md", "# Terms", "# Terms\n\nPay first.")
                .bash("git status --short")
                .bash("git add docs/terms.md && git commit -m 'Write the terms'");
        other.bash("git add docs/imprint.md && git commit -m 'Write the imprint'")
                .stop("Written.");
        agent.bash("git log --oneline -3").stop("The terms are committed.");
    }

    private static void looksOn(Agent agent) {
        var other = agent.besides();
        agent.prompt("Add a currency to the account.")
                .edit(
                        "bank/account.py",
                        "balance=0):",
                        "balance=0, currency='EUR'):\n        self.currency = currency");
        other.prompt("Review what is going on here.").read("bank/account.py").bash("git diff");
        agent.bash("python3 -m unittest").bash("git commit -am 'Accounts have a currency'");
        other.stop("Looks good.");
        agent.stop("Committed.");
    }
}
