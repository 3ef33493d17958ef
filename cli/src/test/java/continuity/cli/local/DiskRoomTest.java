package continuity.cli.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskRoomTest {

    private static final long GIB = 1L << 30;

    @TempDir
    Path dir;

    @Test
    void theWarningSaysTheFiguresAndWhatStillWorks() {
        var data = new DataDirectory(Path.of("/data"));

        assertThat(new DiskRoom(data, 2 * GIB, 2 * GIB).warning()).isEmpty();
        assertThat(new DiskRoom(data, 3 * GIB / 2, 2 * GIB).warning())
                .hasValueSatisfying(text -> assertThat(text)
                        .contains("disk of /data", "1.5 GiB are left", "Below 2.0 GiB", "can be read and resumed"));
    }

    @Test
    void twoGibibytesOrATwentiethIsKeptFree() {
        assertThat(DiskRoom.kept(10 * GIB)).isEqualTo(2 * GIB);
        assertThat(DiskRoom.kept(100 * GIB)).isEqualTo(5 * GIB);
        assertThat(DiskRoom.kept(1000 * GIB)).isEqualTo(10 * GIB);
    }

    @Test
    void theDiskOfTheDataDirectoryIsAsked() throws Exception {
        assertThat(DiskRoom.of(new DataDirectory(dir)).free()).isNotNegative().isLessThan(Long.MAX_VALUE);
    }
}
