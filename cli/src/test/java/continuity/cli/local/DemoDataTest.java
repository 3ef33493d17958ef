package continuity.cli.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoDataTest {

    @TempDir
    Path dir;

    @Test
    void realDataIsNoPlaceForADemo() {
        var data = data();
        DemoData.prepare(data, false);

        assertThatThrownBy(() -> DemoData.prepare(data, true)).hasMessageContaining("holds real data");

        assertThat(data.demoMark()).doesNotExist();
    }

    @Test
    void aDemoIsNoPlaceForRealData() {
        var data = data();
        DemoData.prepare(data, true);

        assertThatThrownBy(() -> DemoData.prepare(data, false)).hasMessageContaining("belongs to the demo");

        DemoData.prepare(data, true);
    }

    @Test
    void otherFilesAreNoPlaceForADemo() throws IOException {
        Files.writeString(dir.resolve("thesis.txt"), "mine");

        assertThatThrownBy(() -> DemoData.prepare(new DataDirectory(dir), true))
                .hasMessageContaining("holds other files");
    }

    @Test
    void toBeginAnewDeletesWhatWasRecordedAndNothingElse() throws IOException {
        var data = data();
        DemoData.prepare(data, true);
        var thesis = Files.writeString(dir.resolve("thesis.txt"), "mine");
        var recorded = Files.createDirectories(data.postgres().resolve("base"));
        Files.writeString(recorded.resolve("1"), "rows");
        Files.writeString(data.journal().resolve("1.journal"), "hooks");
        Files.createSymbolicLink(data.journal().resolve("link"), dir);
        Files.writeString(data.log(Part.KAFKA).path(), "started");
        Files.createDirectories(data.root().resolve("app/1234"));
        Files.writeString(data.token(), "the-token");
        Files.writeString(data.launcherLog().path(), "Starting");

        try (var lock = UpLock.take(data)) {
            DemoData.beginAnew(lock);
        }

        assertThat(data.root())
                .isDirectoryNotContaining(path -> path.equals(data.postgres()))
                .isDirectoryContaining(path -> path.endsWith("app"))
                .isDirectoryContaining(path -> path.equals(data.demoMark()));
        assertThat(data.journal()).isEmptyDirectory();
        assertThat(data.logs()).isDirectoryContaining(path -> path.endsWith("up.log"));
        assertThat(data.log(Part.KAFKA).path()).doesNotExist();
        assertThat(data.token()).exists();
        assertThat(thesis).exists();
    }

    @Test
    void whatIsNoDemoIsNotBegunAnew() {
        var data = data();
        DemoData.prepare(data, false);

        try (var lock = UpLock.take(data)) {
            assertThatThrownBy(() -> DemoData.beginAnew(lock)).hasMessageContaining("not marked");
        }
    }

    private DataDirectory data() {
        return new DataDirectory(dir.resolve("data"));
    }
}
