package continuity.bench.resume.story;

import continuity.bench.resume.desk.Agent;
import continuity.bench.resume.desk.Ground;
import continuity.bench.resume.desk.Story;
import java.util.List;
import java.util.function.Consumer;

/** A tool runs for long, and then the client is gone. */
final class SilentTools {

    private SilentTools() {}

    static List<Story> all() {
        return List.of(
                story("killed in a migration", Ground.BANK, SilentTools::migration),
                story("killed in a deployment, after a commit", Ground.SHOP, SilentTools::deployment),
                story("killed in a long test run", Ground.BANK, SilentTools::longTests),
                story("killed at the first command", Ground.SHOP, SilentTools::atOnce),
                story("killed in a download, with tasks open", Ground.SHOP, SilentTools::download));
    }

    private static Story story(String name, Ground ground, Consumer<Agent> script) {
        return new Story("long silent tool", name, ground, script);
    }

    private static void migration(Agent agent) {
        agent.prompt("Write the migration to two currencies and run it.")
                .write("migrations/001.py", "import time\ntime.sleep(900)\n")
                .edit("bank/account.py", "balance=0):", "balance=0, currency='EUR'):\n        self.currency = currency")
                .bash("python3 -m unittest")
                .begins("python3 migrations/001.py");
    }

    private static void deployment(Agent agent) {
        agent.prompt("Release the shop.")
                .edit("package.json", "0.1.0", "0.2.0")
                .bash("git commit -am 'Release 0.2.0' && git tag v0.2.0")
                .stop("Ready to be deployed.")
                .prompt("Deploy it.")
                .write("deploy.sh", "sleep 900\n")
                .begins("bash deploy.sh production");
    }

    private static void longTests(Agent agent) {
        agent.prompt("Run everything, however long it takes.")
                .fails("python3 -m unittest tests.slow")
                .write("tests/slow.py", "import time\ntime.sleep(900)\n")
                .begins("python3 -m unittest tests.slow");
    }

    private static void atOnce(Agent agent) {
        agent.prompt("Install whatever is missing.").begins("npm install");
    }

    private static void download(Agent agent) {
        agent.prompt("Fetch last year's orders, then chart them.")
                .task("Fetch the orders")
                .task("Chart them")
                .task(1, "in_progress")
                .bash("mkdir -p data && echo 'day,orders' > data/orders.csv")
                .begins("curl -s http://127.0.0.1:9/orders.csv -o data/orders.csv --max-time 900");
    }
}
