package continuity.bench.resume.story;

import continuity.bench.resume.desk.Agent;
import continuity.bench.resume.desk.Ground;
import continuity.bench.resume.desk.Story;
import java.util.List;
import java.util.function.Consumer;

/** It does not even build. */
final class FailingBuilds {

    private FailingBuilds() {}

    static List<Story> all() {
        return List.of(
                story("a syntax error in JavaScript", Ground.SHOP, FailingBuilds::javascript),
                story("a syntax error in Python", Ground.BANK, FailingBuilds::python),
                story("a build script with two faults", Ground.MONOREPO, FailingBuilds::script),
                story("a missing tool", Ground.SHOP, FailingBuilds::missingTool),
                story("two builds, one of them mended", Ground.SHOP, FailingBuilds::two),
                story("broken settings", Ground.HANDBOOK, FailingBuilds::settings));
    }

    private static Story story(String name, Ground ground, Consumer<Agent> script) {
        return new Story("failing build", name, ground, script);
    }

    private static void javascript(Agent agent) {
        agent.prompt("Make total() an arrow function.")
                .write("src/cart.js", "const total = (items => items.length;\nmodule.exports = { total };\n")
                .fails("node --check src/cart.js")
                .edit(
                        "src/cart.js",
                        "(items => items.length",
                        "(items) => items.reduce((sum, i) => sum + i.price * i.count, 0)")
                .bash("node --check src/cart.js")
                .bash("node --test")
                .bash("git commit -am 'total() is an arrow'")
                .stop("It is.");
    }

    private static void python(Agent agent) {
        agent.prompt("Type the account.")
                .edit("bank/account.py", "def deposit(self, amount)", "def deposit(self, amount: int -> None")
                .fails("python3 -m py_compile bank/account.py")
                .fails("python3 -m unittest")
                .edit("bank/account.py", "amount: int -> None", "amount: int) -> None")
                .bash("python3 -m py_compile bank/account.py")
                .stop("It compiles; I have not run the tests again.")
                .prompt("Run them.")
                .bash("python3 -m unittest")
                .stop("They pass.");
    }

    private static void script(Agent agent) {
        agent.prompt("Why does the build say nothing of libs?")
                .write(
                        "tools/build all.sh",
                        "for f in apps/*/src/*.js libs/*/*.js; do node --check \"$f\" || exit 1; done\ntest -d dist || exit 2\necho built\n")
                .fails("bash 'tools/build all.sh'")
                .bash("mkdir dist && touch dist/.keep")
                .bash("bash 'tools/build all.sh'")
                .bash("git add -A && git commit -m 'Build libs, too'")
                .stop("It does now.");
    }

    private static void missingTool(Agent agent) {
        agent.prompt("Lint it with whatever is there.")
                .fails("eslint-that-nobody-has src")
                .fails("npx --no-install prettier-that-nobody-has --check src")
                .bash("node --check src/cart.js")
                .stop("There is no linter here.")
                .prompt("Then add a lint script to package.json that checks the syntax.")
                .edit(
                        "package.json",
                        "\"test\": \"node --test\"",
                        "\"test\": \"node --test\", \"lint\": \"node --check src/cart.js\"")
                .bash("npm run lint --silent")
                .bash("git commit -am 'Lint by checking the syntax'")
                .stop("Added.");
    }

    private static void two(Agent agent) {
        agent.prompt("Build for the browser and for the server.")
                .write("build-browser.sh", "test -d dist || { echo no dist >&2; exit 3; }\n")
                .write("build-server.sh", "exit 4\n")
                .fails("bash build-browser.sh")
                .fails("bash build-server.sh")
                .write("build-server.sh", "echo server\n")
                .bash("bash build-server.sh")
                .bash("git add build-server.sh && git commit -m 'Build the server'")
                .stop("The server builds, the browser does not.");
    }

    private static void settings(Agent agent) {
        agent.prompt("Log in colour.")
                .write("config/logging.json", "{ \"level\": \"info\", \"colour\": true, }\n")
                .fails("python3 -m json.tool config/logging.json")
                .edit("config/logging.json", "true, }", "true }")
                .bash("python3 -m json.tool config/logging.json")
                .bash("git commit -am 'Log in colour'")
                .fails("git push")
                .stop("Committed; there is nowhere to push to.");
    }
}
