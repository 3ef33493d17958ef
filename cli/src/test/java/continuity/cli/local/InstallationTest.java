package continuity.cli.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstallationTest {

    private static final String ENDS_OUT_OF_MEMORY = "-XX:+ExitOnOutOfMemoryError";

    @TempDir
    Path dir;

    private Path app;
    private Installation installation;

    @BeforeEach
    void makeApp() throws IOException {
        app = Files.createDirectories(dir.resolve("target/app/0f1e2d"));
        write("registry/quarkus-run.jar");
        write("cli/continuity-cli.jar");
        installation = new Installation(app, Path.of("java"), "classes", false);
    }

    @Test
    void whoeverIsStartedAgainEndsWhenOutOfMemory() throws Exception {
        assertThat(installation.service(Part.REGISTRY)).contains(ENDS_OUT_OF_MEMORY);
        assertThat(installation.broker()).contains(ENDS_OUT_OF_MEMORY);
        assertThat(installation.launcher(Object.class)).doesNotContain(ENDS_OUT_OF_MEMORY);
    }

    @Test
    void aCacheIsUsedWhereThereIsOneAndWrittenInTraining() throws Exception {
        write("registry.aot");

        assertThat(installation.service(Part.REGISTRY)).contains("-XX:AOTCache=" + app.resolve("registry.aot"));
        assertThat(installation.broker()).noneMatch(option -> option.startsWith("-XX:AOT"));
        assertThat(installation.toTrain().broker()).contains("-XX:AOTCacheOutput=" + app.resolve("kafka.aot"));
    }

    @Test
    void whatRunsFromTheDataDirectoryOutlivesItsBuild() throws Exception {
        var data = new DataDirectory(dir.resolve("data"));
        data.prepare();
        var former = Files.createDirectories(data.programs().resolve("0123456789ab"));
        var foreign = Files.createDirectories(data.programs().resolve("thesis"));

        var installed = aloneIn(data);
        PrivateFiles.deleteTree(dir.resolve("target"));

        assertThat(former).doesNotExist();
        assertThat(foreign).exists();
        assertThat(installed.build()).isEqualTo("0f1e2d");
        assertThat(installed.app()).isEqualTo(data.programs().resolve("0f1e2d"));
        assertThat(installed.app().resolve("registry/quarkus-run.jar")).hasContent("registry/quarkus-run.jar");
        assertThat(Path.of(installed.classPath())).exists();
    }

    @Test
    void whoeverDoesNotHoldTheLockLeavesOtherBuildsAlone() throws Exception {
        var data = new DataDirectory(dir.resolve("data"));
        var running = Files.createDirectories(data.programs().resolve("0123456789ab"));

        installation.in(data);

        assertThat(running).exists();
    }

    private Installation aloneIn(DataDirectory data) {
        try (var lock = UpLock.take(data)) {
            return installation.aloneIn(lock);
        }
    }

    @Test
    void anInterruptedInstallationIsCompleted() throws Exception {
        var data = new DataDirectory(dir.resolve("data"));
        var installed = installation.in(data);
        Files.delete(installed.app().resolve("registry/quarkus-run.jar"));

        installation.in(data);

        assertThat(installed.app().resolve("registry/quarkus-run.jar")).exists();
    }

    private void write(String file) throws IOException {
        Files.createDirectories(app.resolve(file).getParent());
        Files.writeString(app.resolve(file), file);
    }
}
