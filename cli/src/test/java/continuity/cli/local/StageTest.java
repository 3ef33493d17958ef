package continuity.cli.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StageTest {

    @TempDir
    Path home;

    @BeforeEach
    void build() throws IOException {
        write("cli/src/main/jvm.options", "-XX:+UseSerialGC");
        write("cli/target/app/continuity-cli.jar", "cli");
        for (var part : Part.values()) {
            if (part.isService()) {
                write(part.module() + "/target/quarkus-app/quarkus-run.jar", part.title());
                write(part.module() + "/target/quarkus-app/lib/shared.jar", "shared");
            }
        }
    }

    @Test
    void aBuildIsGatheredOnceAndNamedByWhatIsInIt() throws Exception {
        var stage = new Stage(home).make();

        assertThat(stage.resolve("registry/quarkus-run.jar")).hasContent("registry");
        assertThat(stage.resolve("cli/continuity-cli.jar")).hasContent("cli");
        assertThat(stage.resolve("jvm.options")).exists();
        assertThat(home.resolve("target/app/current")).hasContent(stage.getFileName() + "\n");
        assertThat(new Stage(home).make()).isEqualTo(stage);
    }

    @Test
    void aLibraryThatAllServicesHaveIsStoredOnce() throws Exception {
        var stage = new Stage(home).make();

        assertThat(Files.isSameFile(
                        stage.resolve("registry/lib/shared.jar"), stage.resolve("mission-control/lib/shared.jar")))
                .isTrue();
    }

    @Test
    void theBuildBeforeIsKeptForWhatStillRunsFromItAndOlderOnesAreNot() throws Exception {
        var first = stage("first");
        assertThat(first.toFile().setLastModified(1_000)).isTrue();
        var second = stage("second");
        var third = stage("third");

        assertThat(first).doesNotExist();
        assertThat(second).exists();
        assertThat(third).exists().isNotEqualTo(second);
    }

    private Path stage(String content) throws IOException {
        write("registry-service/target/quarkus-app/quarkus-run.jar", content);
        return new Stage(home).make();
    }

    private void write(String file, String content) throws IOException {
        Files.createDirectories(home.resolve(file).getParent());
        Files.writeString(home.resolve(file), content);
    }
}
