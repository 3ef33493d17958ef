package continuity.resume.fold;

import static continuity.resume.fold.Records.at;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;

import continuity.contracts.WorkState;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What is in no commit, known from command lines alone and compared with what git says itself: the lines run in a
 * repository, for real.
 */
class InferredGitTest {

    private static final Pattern NEXT = Pattern.compile(" // ");

    @TempDir
    Path shop;

    private final List<Evidence> told = new ArrayList<>();

    @BeforeEach
    void begin() throws Exception {
        run("git init -q -b main; mkdir src; for f in a b c; do echo $f > src/$f.txt; done; git add -A;"
                + " git -c user.name=x -c user.email=x@y commit -qm first");
        run("git config user.name x; git config user.email x@y");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "echo n > src/n.txt // echo x >> src/a.txt // git add src/n.txt && git commit -m 'Only n'",
                "echo x >> src/a.txt // git checkout -- src/a.txt",
                "echo x >> src/a.txt // echo x >> src/b.txt // git restore src/b.txt && git diff --stat",
                "echo x > src/x.txt; echo y > src/y.txt // git add -A && git commit -m Both"
                        + " // git reset --soft HEAD~1 && git reset -q src/y.txt // git commit -m 'Only x'",
                "echo x > src/x.txt // git add -A; git commit -m x // echo y >> src/a.txt // git reset --hard HEAD~1",
                "echo x > src/x.txt // git add . && git commit -m x // git reset HEAD~ // git status --short",
                "git mv src/a.txt src/d.txt // echo x >> src/d.txt",
                "mv src/a.txt src/d.txt",
                "echo .env >> .gitignore; echo x > .env; echo y > src/.env; echo z > src/x.env",
                "printf 'dist/\\n*.log\\n/src/d*.txt\\n' > .gitignore // mkdir dist; echo x > dist/x; echo y > a.log;"
                        + " echo z > src/b.log; echo z > src/d1.txt; echo z > dist.txt // git add -A && git commit -qm all"
                        + " // echo x >> a.log; echo x >> dist.txt",
                "echo x > a.log; git add a.log; echo '*.log' > .gitignore // git commit -qm log // echo y >> a.log",
                "mv src/a.txt src/d.txt // git add -A",
                "git mv src/a.txt 'src/größe 1.txt' // mkdir 'neue wege'; git mv src/b.txt 'neue wege/b.txt'",
                "git checkout -qb x; echo x > src/a.txt; git commit -qam x; git checkout -q main;"
                        + " echo y > src/a.txt; git commit -qam y // git rebase x // echo z > src/a.txt"
                        + " // git add src/a.txt && git rebase --continue",
                "git mv src/a.txt src/d.txt // git rm -q src/b.txt // git commit -qm Moved // echo x >> src/c.txt",
                "echo x >> src/a.txt // git stash push -m wip // echo y >> src/b.txt // git commit -am b // git stash pop",
                "echo x >> src/a.txt; echo n > n.txt // git stash -u // echo y >> src/b.txt",
                "echo x >> src/a.txt // git stash // echo x >> src/b.txt // git stash // git stash pop",
                "echo x >> src/a.txt // git commit -am a // echo n > n.txt // git add n.txt && git commit --amend --no-edit",
                "echo n > n.txt; echo x >> src/a.txt // git commit -am tracked",
                "echo n > n.txt; echo m > m.txt; git add m.txt // git clean -fdq",
                "echo x >> src/a.txt // git add src && echo y >> src/a.txt && git commit -m half",
                "echo x >> src/a.txt; echo x >> src/b.txt // git commit -m 'One' src/a.txt",
                "echo x >> src/a.txt // git add -A && git commit -m a && git push",
                "echo x >> src/a.txt // git add -A && git commit -m \"$(cat <<'EOF'\na and b\n\nSaid: 'it'\nEOF\n)\"",
                "echo n > src/n.txt // cd src && git add n.txt && git commit -qm n && echo x >> c.txt",
                "echo x >> src/a.txt // git add src/a.txt // git reset -q // git commit -m nothing",
                "python3 -c \"open('gen.txt','w').write('x')\" // echo x >> src/a.txt // git status --short",
                "python3 -c \"open('gen.txt','w').write('x')\" // echo x >> src/a.txt // git status && git diff",
                "echo x >> src/a.txt // sh -c 'git commit -qam hidden' // git status",
                "echo x >> src/a.txt // sh -c 'git commit -qam hidden' // git status --porcelain -b",
                "mkdir -p lib/deep; sh -c 'echo x > lib/deep/x' // git status -s // git add lib && git commit -qm lib",
                "rm src/a.txt; git status -s // git checkout HEAD -- src/a.txt",
                "rm -rf src // git add -A // git status // git commit -m gone // git revert --no-edit HEAD",
                "git checkout -q -b other; echo x >> src/a.txt; git commit -qam x; git checkout -q main; git status -sb",
                "echo x >> src/a.txt; git add -A; echo y >> src/b.txt // git restore --staged src/a.txt // git commit -am all",
            })
    void whatIsInNoCommitIsWhatGitSays(String lines) throws Exception {
        for (var line : NEXT.splitAsStream(lines).toList()) {
            command(line);
        }

        assertThat(uncommitted()).as(git()).isEqualTo(uncommittedByGit());
    }

    @Test
    void whereThereIsNoRepositoryNothingIsUncommitted() {
        var status =
                Records.in(shop, 2, "git status", "Exit code 128\nfatal: not a git repository (or any of the", false);
        told.add(Evidence.of(Records.write(1, shop + "/a.txt", "create")));
        assertThat(uncommitted()).containsExactly("a.txt");

        told.add(Evidence.of(status));

        assertThat(uncommitted()).isEmpty();
        assertThat(state().files()).hasSize(1);
    }

    /** A step to commit it would be a step to publish it. */
    @Test
    void whatTheAgentHadIgnoredIsNotUncommitted() {
        told.add(Evidence.of(Records.command(
                1,
                at(1),
                "Write",
                Map.of("file_path", shop + "/.env", "content", "A=b"),
                Map.of("type", "create"),
                true)));
        told.add(Evidence.of(Records.command(
                2,
                at(2),
                "Write",
                Map.of("file_path", shop + "/.gitignore", "content", "# local\n.env\n!keep\n"),
                Map.of("type", "create"),
                true)));

        assertThat(uncommitted()).containsExactly(".gitignore");
        assertThat(state().files()).hasSize(2);
    }

    @Test
    void whatWasNotAllowedHasStagedNothing() throws Exception {
        command("echo x >> src/a.txt; echo x >> src/b.txt");
        told.add(Evidence.of(Records.denied(told.size(), "git add -A")));
        command("git add src/a.txt && git commit -m a");

        assertThat(uncommitted()).isEqualTo(uncommittedByGit());
    }

    @Test
    @Tag("R104")
    void aCommitThatWasUndoneIsNotTold() throws Exception {
        command("echo x >> src/a.txt");
        command("git commit -am 'Kept'");
        committed("Kept");
        command("echo x >> src/b.txt");
        command("git commit -am 'Draft'");
        committed("Draft");
        command("git commit --amend -m 'Final'");
        committed("Final");
        assertThat(messages()).containsExactly("Final", "Kept");

        command("git reset --soft HEAD^");

        assertThat(messages()).containsExactly("Kept");
        assertThat(uncommitted()).isEqualTo(uncommittedByGit());
    }

    @Test
    void theCommitsAreThoseOfTheBranchThatIsCheckedOut() throws Exception {
        command("echo x >> src/a.txt && git commit -am 'On main'");
        committed("On main");
        command("git switch -c feature");
        command("echo x >> src/b.txt && git commit -am 'On feature'");
        committed("On feature");
        assertThat(messages()).containsExactly("On feature", "On main");

        command("git checkout main");
        assertThat(messages()).containsExactly("On main");
        assertThat(others()).containsExactly("feature at On feature");

        command("git merge feature");
        assertThat(messages()).containsExactly("On feature", "On main");
        assertThat(others()).isEmpty();

        command("git checkout - && false");
        assertThat(state().git().branch()).isEqualTo("feature");
    }

    private List<String> others() {
        return told.stream().reduce(Evidence.NONE, Evidence::join).repository().otherBranches().stream()
                .map(branch -> branch.name() + " at "
                        + Optional.ofNullable(branch.newest())
                                .map(WorkState.Commit::message)
                                .orElse("unknown"))
                .toList();
    }

    @Test
    void whatHadChangesBeforeTheWorkIsNotTheAgents() throws Exception {
        run("echo mine > notes.txt; echo mine >> src/c.txt");
        command("git status --short");
        command("echo x >> src/a.txt");
        command("git status --short");

        assertThat(uncommitted()).isEqualTo(uncommittedByGit());
        assertThat(state().files()).extracting(file -> relative(file.path())).containsExactly("src/a.txt");
        assertThat(state().git().atStart())
                .extracting(WorkState.AtStart::uncommitted)
                .asInstanceOf(LIST)
                .hasSize(2);
    }

    /** Lines of all kinds in any order: after each of them, what is told is what git says. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void whateverIsDoneWhatIsInNoCommitIsWhatGitSays(long seed) throws Exception {
        var random = new Random(seed);
        var done = new ArrayList<String>();
        for (int i = 0; i < 40; i++) {
            var line = line(random, i);
            done.add(line);
            if (command(line).contains("CONFLICT")) {
                return; // what comes of it, people decide
            }
            assertThat(uncommitted())
                    .as("%s\n%s", String.join("\n", done), git())
                    .isEqualTo(uncommittedByGit());
        }
    }

    private static String line(Random random, int number) {
        var letter = "abcdef".charAt(random.nextInt(6));
        var file = "src/%s.txt".formatted(letter);
        return switch (random.nextInt(16)) {
            case 0, 1, 2, 3 -> "echo %d %s %s".formatted(number, letter < 'd' ? ">>" : ">", file);
            case 4 -> "rm " + file;
            case 5, 6 -> "git add " + file;
            case 7 -> "git add -A";
            case 8, 9 -> "git commit -m 'Commit %d'".formatted(number);
            case 10 -> "git commit -am 'All %d'".formatted(number);
            case 11 -> "git checkout -- " + file;
            case 12 -> "git restore --staged " + file;
            case 13 -> "git stash";
            case 14 -> "git stash pop";
            default -> random.nextInt(3) == 0 ? "git reset --hard" : "git status --short";
        };
    }

    private WorkState state() {
        return told.stream().reduce(Evidence.NONE, Evidence::join).workState(Records.ID, at(10_000));
    }

    private List<String> uncommitted() {
        return state().git().uncommitted().stream().map(this::relative).sorted().toList();
    }

    private String relative(String path) {
        return path.substring(shop.toString().length() + 1);
    }

    private List<String> messages() {
        return state().git().recentCommits().stream()
                .map(WorkState.Commit::message)
                .toList();
    }

    /** As the command log tells of a commit whose hash was printed. */
    private void committed(String message) throws Exception {
        var data = Map.<String, Object>of(
                "commit_hash", run("git rev-parse --short HEAD").printed().strip(), "message", message);
        told.add(Evidence.of(Records.event(told.size(), at(told.size() - 1), "commit_created", data)));
    }

    private String command(String line) throws Exception {
        var ran = run(line);
        var result = ran.code() == 0
                ? (Object) Map.of("stdout", ran.printed(), "stderr", "")
                : "Exit code %d\n%s".formatted(ran.code(), ran.printed());
        told.add(Evidence.of(Records.in(shop, told.size(), line, result, ran.code() == 0)));
        return ran.printed();
    }

    private List<String> uncommittedByGit() throws Exception {
        return run("git -c core.quotePath=false status --porcelain --untracked-files=all")
                .printed()
                .lines()
                .map(line ->
                        line.substring(Math.max(3, line.indexOf(" -> ") + 4)).replace("\"", ""))
                .distinct()
                .sorted()
                .toList();
    }

    private String git() throws Exception {
        return run("git log --oneline; git status").printed();
    }

    private record Ran(int code, String printed) {}

    private Ran run(String line) throws IOException, InterruptedException {
        var builder =
                new ProcessBuilder("bash", "-c", line).directory(shop.toFile()).redirectErrorStream(true);
        builder.environment().put("GIT_EDITOR", "true");
        var process = builder.start();
        var printed = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return new Ran(process.exitValue(), printed);
    }
}
