package continuity.bench.resume.story;

import continuity.bench.resume.desk.Agent;
import continuity.bench.resume.desk.Ground;
import continuity.bench.resume.desk.Story;
import java.util.List;
import java.util.function.Consumer;

/** Documents and settings; nothing that compiles. */
final class Paperwork {

    private Paperwork() {}

    static List<Story> all() {
        return List.of(
                story("a broken link", Paperwork::link),
                story("settings for more load", Paperwork::settings),
                story("a chapter and its place in the index", Paperwork::chapter),
                story("a list as older clients write it", Paperwork::list),
                story("a secret that must not be committed", Paperwork::secret),
                story("a question, and nothing done", Paperwork::question));
    }

    private static Story story(String name, Consumer<Agent> script) {
        return new Story("documents and settings", name, Ground.HANDBOOK, script);
    }

    private static void link(Agent agent) {
        agent.prompt("Check all links, and mend what is broken.")
                .bash("bash scripts/check-links.sh")
                .edit("docs/index.md", "install.md", "setup.md")
                .fails("bash scripts/check-links.sh")
                .bash("git mv docs/install.md docs/setup.md")
                .fails("bash scripts/check-links.sh")
                .edit("README.md", "install.md", "setup.md")
                .bash("bash scripts/check-links.sh")
                .bash("git commit -am 'Installing is called setup'")
                .stop("All links lead somewhere.");
    }

    private static void settings(Agent agent) {
        agent.prompt("Twice as many workers, and log warnings only.")
                .edit("config/app.yaml", "workers: 2", "workers: 4")
                .edit("config/logging.json", "info", "warn")
                .bash("node -e \"JSON.parse(require('fs').readFileSync('config/logging.json'))\"")
                .stop("Set; look at them before I commit.")
                .prompt("Six workers. Commit the logging now, the workers later.")
                .bash("sed -i 's/workers: 4/workers: 6/' config/app.yaml")
                .bash("git add config/logging.json && git commit -m 'Log warnings'")
                .stop("The workers wait.");
    }

    private static void chapter(Agent agent) {
        agent.prompt("Write a chapter on backups, in the index too.")
                .says("epic-031")
                .write("docs/backup.md", "# Backup\n\nEvery night.\n")
                .edit("docs/index.md", "- [Install]", "- [Backup](backup.md)\n- [Install]")
                .bash("bash scripts/check-links.sh && git add docs && git commit -m 'Write about backups'")
                .stop("Written.")
                .says("epic-032")
                .prompt("And one on restoring. Only a headline for now.")
                .write("docs/restore.md", "# Restore\n")
                .stop("A headline.");
    }

    private static void list(Agent agent) {
        agent.prompt("Get the handbook ready for print.")
                .todos(List.of(), List.of("Title page", "Page numbers", "Proof-read"))
                .write("docs/title.md", "# The Handbook\n")
                .todos(List.of("Title page"), List.of("Page numbers", "Proof-read"))
                .editsInVain("docs/install.md", "Run `make print`")
                .edit("docs/install.md", "Run `make install`.", "Run `make install` once.")
                .todos(List.of("Title page", "Page numbers"), List.of("Proof-read"))
                .stop("Proof-reading is left.");
    }

    private static void secret(Agent agent) {
        agent.prompt("Describe how to log in to the wiki.")
                .write(".env", "WIKI_PASSWORD=correct-horse-battery\n")
                .bash("echo .env >> .gitignore")
                .write("docs/wiki.md", "# Wiki\n\nThe password is in .env.\n")
                .bash("git add -A && git commit -m 'Describe the wiki'")
                .isDenied("cat .env")
                .stop("Described.");
    }

    private static void question(Agent agent) {
        agent.prompt("How many workers does the app have?")
                .bash("grep workers config/app.yaml")
                .stop("Two.")
                .prompt("Would four be better?")
                .fails("grep -q cores config/app.yaml")
                .stop("That depends on the machine; nothing here says how many cores it has.");
    }
}
