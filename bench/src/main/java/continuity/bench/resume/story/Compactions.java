package continuity.bench.resume.story;

import continuity.bench.resume.desk.Agent;
import continuity.bench.resume.desk.Ground;
import continuity.bench.resume.desk.Story;
import java.util.List;
import java.util.function.Consumer;

/** The context runs full, and the client forgets most of it. */
final class Compactions {

    private Compactions() {}

    static List<Story> all() {
        return List.of(
                story("in the middle of a turn", Ground.SHOP, Compactions::midTurn),
                story("asked for between two turns", Ground.BANK, Compactions::betweenTurns),
                story("twice", Ground.SHOP, Compactions::twice),
                story("while a sub-agent works", Ground.BANK, Compactions::withSubagent),
                story("with failing tests", Ground.SHOP, Compactions::withFailingTests));
    }

    private static Story story(String name, Ground ground, Consumer<Agent> script) {
        return new Story("compaction", name, ground, script);
    }

    private static void midTurn(Agent agent) {
        agent.prompt("Add vouchers: a store, a check, a test.")
                .task("Store")
                .task("Check")
                .task("Test")
                .write("src/vouchers.js", "exports.vouchers = new Map();\n")
                .task(1, "completed")
                .compact("auto")
                .edit(
                        "src/vouchers.js",
                        "new Map();",
                        "new Map();\nexports.isValid = (code) => exports.vouchers.has(code);")
                .task(2, "completed")
                .write("test/vouchers.test.js", """
                        const test = require('node:test');
                        const assert = require('node:assert');
                        const { isValid } = require('../src/vouchers.js');

                        test('an unknown voucher is not valid', () => assert.equal(isValid('x'), false));
                        """)
                .bash("node --test")
                .task(3, "completed")
                .bash("git add -A && git commit -m 'Add vouchers'")
                .stop("Vouchers are in.");
    }

    private static void betweenTurns(Agent agent) {
        agent.prompt("Write down how accounts work.")
                .write("docs/accounts.md", "# Accounts\n\nThey hold a balance.\n")
                .stop("Written.")
                .compact("manual")
                .prompt("Add a word about overdrafts.")
                .edit("docs/accounts.md", "balance.", "balance, which may be negative.")
                .bash("git add docs && git commit -m 'Describe accounts'")
                .stop("Committed.");
    }

    private static void twice(Agent agent) {
        agent.prompt("Go through all files and add a licence header.")
                .bash("sed -i '1i // MIT' src/cart.js")
                .compact("auto")
                .bash("sed -i '1i // MIT' test/cart.test.js")
                .compact("auto")
                .bash("node --test")
                .write("LICENSE", "MIT\n")
                .stop("Headers and licence are there.")
                .prompt("Commit.")
                .bash("git add -A && git commit -q -m 'License the shop' && git log --oneline -1")
                .stop("Committed.");
    }

    private static void withSubagent(Agent agent) {
        agent.prompt("Let somebody look for races while you tidy up.")
                .spawns("f77", "race-finder")
                .bash("sed -i 's/# Bank/# Bank of races/' README.md")
                .compact("auto")
                .inside("f77", () -> agent.read("bank/account.py"))
                .finishes("f77", "None, it is single-threaded.")
                .bash("git commit -am 'Tidy up'")
                .stop("No races.");
    }

    private static void withFailingTests(Agent agent) {
        agent.prompt("Count must never be negative.")
                .edit("test/cart.test.js", "test('total", """
                        test('refuses negative counts', () => {
                          assert.throws(() => cart.total([{ price: 1, count: -1 }]));
                        });

                        test('total""")
                .fails("node --test")
                .compact("auto")
                .read("src/cart.js")
                .edit(
                        "src/cart.js",
                        "  return",
                        "  if (items.some((item) => item.count < 0)) throw new RangeError('count');\n  return")
                .bash("node --test")
                .stop("Negative counts are refused.");
    }
}
