package continuity.bench.resume.story;

import continuity.bench.resume.desk.Agent;
import continuity.bench.resume.desk.Ground;
import continuity.bench.resume.desk.Story;
import java.util.List;
import java.util.function.Consumer;

/** Many packages, names with blanks and letters that are not English. */
final class Monorepo {

    private Monorepo() {}

    static List<Story> all() {
        return List.of(
                story("a change in a directory with a blank", Monorepo::blank),
                story("a change in a directory with an umlaut", Monorepo::umlaut),
                story("tests from inside a package", Monorepo::inside),
                story("a new package in Chinese", Monorepo::chinese),
                story("a file moved between packages", Monorepo::between),
                story("names with quotes and arrows", Monorepo::quotes));
    }

    private static Story story(String name, Consumer<Agent> script) {
        return new Story("monorepo", name, Ground.MONOREPO, script);
    }

    private static void blank(Agent agent) {
        agent.prompt("Say in the web shop that prices are cents.")
                .edit("apps/web shop/src/cart.js", "0);", "0); // cents")
                .bash("bash 'tools/build all.sh'")
                .bash("git add 'apps/web shop' && git commit -m 'Prices are cents'")
                .edit("apps/web shop/package.json", "web-shop", "web shop")
                .stop("Committed, but for the name.");
    }

    private static void umlaut(Agent agent) {
        agent.prompt("groß() muss auch Zahlen vertragen.")
                .edit("libs/größe/index.js", "text.toUpperCase()", "String(text).toUpperCase()")
                .bash("node --test libs/größe/")
                .write("libs/größe/LIES MICH.md", "# Größe\n")
                .bash("git add libs/größe/index.js && git commit -m 'groß() verträgt Zahlen'")
                .stop("Es verträgt sie.");
    }

    private static void inside(Agent agent) {
        agent.prompt("Work in apps/web shop only: an empty cart is an error.")
                .bash("cd 'apps/web shop' && node --test")
                .edit(
                        "apps/web shop/src/cart.js",
                        "  return",
                        "  if (items.length === 0) throw new Error('empty');\n  return")
                .write("apps/web shop/test/empty.test.js", """
                        const test = require('node:test');
                        const assert = require('node:assert');
                        const { total } = require('../src/cart.js');

                        test('an empty cart is an error', () => assert.throws(() => total([]), /leer/));
                        """)
                .fails("node --test")
                .edit("apps/web shop/test/empty.test.js", "/leer/", "/empty/")
                .bash("node --test")
                .bash("rm package.json && git status --short")
                .bash("git checkout -q -- package.json && cd ../..")
                .bash("git add -A && git commit -q -m 'Refuse empty carts'")
                .stop("Refused.");
    }

    private static void chinese(Agent agent) {
        agent.prompt("新建一个包：购物车。")
                .write("libs/购物车/index.js", "exports.总计 = (项) => 项.length;\n")
                .write("libs/购物车/说明.md", "# 购物车\n")
                .bash("node -e \"console.log(require('./libs/购物车').总计([1, 2]))\"")
                .bash("git add libs/购物车/index.js && git commit -m '新建购物车'")
                .stop("说明.md 还没有提交。");
    }

    private static void between(Agent agent) {
        agent.prompt("The prices belong to the web shop.")
                .bash("git mv 'libs/données/prix.json' 'apps/web shop/prix à jour.json'")
                .bash("git commit -m 'Les prix vont au magasin'")
                .edit("apps/web shop/prix à jour.json", "120", "130")
                .stop("Moved and committed; the new price is not.")
                .prompt("Bread is 140.")
                .edit("apps/web shop/prix à jour.json", "130", "140")
                .bash("git commit -q -am 'Le pain coûte 140' && git log -1 --oneline")
                .stop("It is.");
    }

    private static void quotes(Agent agent) {
        agent.prompt("Collect the strange names that customers use.")
                .write("data/the \"best\" shop.txt", "1\n")
                .write("data/a -> b.txt", "2\n")
                .write("data/it's.txt", "3\n")
                .bash("git add data && git commit -m 'Strange names'")
                .edit("data/a -> b.txt", "2", "4")
                .bash("rm \"data/it's.txt\"")
                .stop("Two of three remain, one changed.");
    }
}
