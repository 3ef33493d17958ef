package continuity.cli.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstallationTest {

    private static final String ENDS_OUT_OF_MEMORY = "-XX:+ExitOnOutOfMemoryError";

    @TempDir
    Path home;

    @Test
    void whoeverIsStartedAgainEndsWhenOutOfMemory() throws Exception {
        var installation = new Installation(home, Path.of("java"), "classes");
        var jar = home.resolve("registry-service/target/quarkus-app/quarkus-run.jar");
        Files.createDirectories(jar.getParent());
        Files.createFile(jar);

        assertThat(installation.service(Part.REGISTRY)).contains(ENDS_OUT_OF_MEMORY);
        assertThat(installation.broker()).contains(ENDS_OUT_OF_MEMORY);
        assertThat(installation.launcher(Object.class)).doesNotContain(ENDS_OUT_OF_MEMORY);
    }
}
