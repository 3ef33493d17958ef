package continuity.cli.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {

    @TempDir
    Path dir;

    @Test
    void aDirectoryWithOtherFilesKeepsItsPermissions() throws IOException {
        Files.setPosixFilePermissions(dir, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.writeString(dir.resolve("thesis.txt"), "mine");

        assertThatThrownBy(() -> new DataDirectory(dir).prepare()).hasMessageContaining("holds other files");

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(dir)))
                .isEqualTo("rwxr-xr-x");
    }

    @Test
    void anEmptyDirectoryIsClosedToOthers() throws IOException {
        Files.setPosixFilePermissions(dir, PosixFilePermissions.fromString("rwxr-xr-x"));

        new DataDirectory(dir).prepare();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(dir)))
                .isEqualTo("rwx------");
    }

    @Test
    void preparingTwiceIsFine() {
        new DataDirectory(dir).prepare();
        new DataDirectory(dir).prepare();

        assertThat(dir.resolve("keys")).isDirectory();
    }
}
