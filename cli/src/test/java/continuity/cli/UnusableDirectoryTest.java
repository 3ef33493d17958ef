package continuity.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A data directory that cannot be used is one sentence, whoever notices it. */
class UnusableDirectoryTest {

    @TempDir
    Path dir;

    @Test
    void belowAFileThereIsNoRoomForOne() throws IOException {
        var file = Files.writeString(dir.resolve("file"), "content");

        assertThat(up(file.resolve("data"))).contains(file.toString()).doesNotContain("Exception", "\tat ");
        assertThat(up(file)).contains(file.toString()).doesNotContain("Exception", "\tat ");
    }

    @Test
    void whereNobodyMayWritePermissionIsDenied() throws IOException {
        assumeFalse("root".equals(System.getProperty("user.name")), "root may write everywhere");
        var closed = Files.createDirectory(
                dir.resolve("closed"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("r-x------")));

        assertThat(up(closed.resolve("data"))).contains("Permission denied", closed.toString());
    }

    @Test
    void filesOfSomebodyElseAreNotOursToClose() throws IOException {
        Files.writeString(dir.resolve("thesis.txt"), "years of work");

        assertThat(up(dir)).contains("holds other files", "--data");
    }

    private static String up(Path data) {
        var said = new StringWriter();
        var exitCode = Main.commandLine()
                .setOut(new PrintWriter(said, true))
                .setErr(new PrintWriter(said, true))
                .execute("up", "--data", data.toString(), "--port-base", "20000");
        assertThat(exitCode).isEqualTo(1);
        return said.toString();
    }
}
