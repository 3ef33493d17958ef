package continuity.bench.resume.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OracleTest {

    @TempDir
    Path directory;

    private Path project;
    private Shell shell;
    private Oracle oracle;

    @BeforeEach
    void sitDown() throws IOException {
        shell = new Shell(Files.createDirectory(directory.resolve("papers")), Map.of());
        oracle = new Oracle(shell);
        project = Files.createDirectory(directory.resolve("shop"));
    }

    private void save(String path, String content) throws IOException {
        var file = project.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    private void commitAll() {
        shell.git(project, "init", "-q", "-b", "main");
        shell.git(project, "add", "-A");
        shell.git(project, "commit", "-q", "-m", "Begin");
    }

    @Test
    void tellsWhatBecameOfEachFile() throws IOException {
        save("kept.js", "1\n");
        save("changed.js", "1\n");
        save("deleted.js", "1\n");
        commitAll();
        var before = oracle.look(project, List.of()).contents();

        save("changed.js", "2\n");
        save("größe/new file.js", "1\n");
        Files.delete(project.resolve("deleted.js"));

        assertThat(Oracle.changes(before, oracle.look(project, List.of()).contents()))
                .isEqualTo(Map.of("changed.js", "modified", "größe/new file.js", "created", "deleted.js", "deleted"));
    }

    @Test
    void looksAtIgnoredFilesOnlyIfAnAgentWroteThem() throws IOException {
        save(".gitignore", "dist/\n.env\n");
        commitAll();

        save("dist/shop.js", "1\n");
        save(".env", "PORT=1\n");

        var sight = oracle.look(project, List.of(".env"));
        assertThat(sight.contents()).containsOnlyKeys(".gitignore", ".env");
        assertThat(sight.uncommitted()).isEmpty();
    }

    @Test
    void namesARenamedFileAsItIsCalledNow() throws IOException {
        save("old name.js", "the same text on one long line\n");
        save("other.js", "1\n");
        commitAll();

        shell.git(project, "mv", "old name.js", "new.js");
        save("other.js", "2\n");

        assertThat(oracle.look(project, List.of()).uncommitted()).containsExactly("new.js", "other.js");
    }

    @Test
    void knowsBranchAndCommit() throws IOException {
        save("a.js", "1\n");
        commitAll();
        shell.git(project, "checkout", "-q", "-b", "fix/a");

        var sight = oracle.look(project, List.of());

        assertThat(sight.branch()).isEqualTo("fix/a");
        assertThat(sight.head()).matches("[0-9a-f]{40}");
    }

    @Test
    void looksAtADirectoryWithoutGitToo() throws IOException {
        save("notes/today.md", "x\n");

        var sight = oracle.look(project, List.of());

        assertThat(sight.contents()).containsOnlyKeys("notes/today.md");
        assertThat(sight.branch()).isNull();
        assertThat(sight.uncommitted()).isEmpty();
    }
}
