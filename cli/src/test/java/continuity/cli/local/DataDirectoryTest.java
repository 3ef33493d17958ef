package continuity.cli.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
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
    void secretsThatWereOpenedToOthersAreClosedAgainAndNamed() throws IOException {
        var data = new DataDirectory(dir);
        data.prepare();
        Credentials.prepare(data, Instant.now());
        Files.setPosixFilePermissions(data.privateKey(), PosixFilePermissions.fromString("rw-r--r--"));
        Files.setPosixFilePermissions(data.operatorToken(), PosixFilePermissions.fromString("rw-rw----"));

        assertThat(data.closeSecrets()).containsExactly("keys/jwt-private.pem", "operator-token");
        assertThat(data.closeSecrets()).isEmpty();

        for (var secret : List.of(data.privateKey(), data.operatorToken())) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secret)))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void theArchiveGetsItsMarkerWithTheDirectoryAndNeverAgain() throws IOException {
        var marker = dir.resolve("archive/archive.properties");
        new DataDirectory(dir).prepare();
        assertThat(marker).isRegularFile();
        Files.delete(marker);

        new DataDirectory(dir).prepare();

        assertThat(marker).doesNotExist();
    }

    @Test
    void preparingTwiceIsFine() {
        new DataDirectory(dir).prepare();
        new DataDirectory(dir).prepare();

        assertThat(dir.resolve("keys")).isDirectory();
    }
}
