package continuity.kit.disk;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.configuration.MemorySize;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With the real disk of the temporary directory, whatever room it has. */
class DiskSpaceTest {

    private static final long MORE_THAN_ANY_DISK = Long.MAX_VALUE;

    @TempDir
    Path dir;

    private record Config(Optional<Path> directory, MemorySize reserve) implements DiskConfig {

        Config(Path directory, long reserve) {
            this(Optional.of(directory), new MemorySize(BigInteger.valueOf(reserve)));
        }
    }

    private static Optional<NearlyFull> shortage(Config config) {
        return new DiskSpace(config).shortage();
    }

    @Test
    void aDiskWithLessThanTheReserveIsNearlyFull() {
        assertThat(shortage(new Config(dir, MORE_THAN_ANY_DISK))).hasValueSatisfying(shortage -> {
            assertThat(shortage.directory()).isEqualTo(dir);
            assertThat(shortage.free()).isNotNegative();
            assertThat(shortage.kept()).isEqualTo(MORE_THAN_ANY_DISK);
        });
    }

    @Test
    void theDiskIsAskedAgainAfterASecondAndRoomIsNoticed() {
        var reserve = new AtomicLong(MORE_THAN_ANY_DISK);
        var time = new AtomicLong();
        var space = new DiskSpace(
                new DiskConfig() {
                    @Override
                    public Optional<Path> directory() {
                        return Optional.of(dir);
                    }

                    @Override
                    public MemorySize reserve() {
                        return new MemorySize(BigInteger.valueOf(reserve.get()));
                    }
                },
                time::get);
        assertThat(space.shortage()).isPresent();

        reserve.set(0);

        time.set(999_999_999);
        assertThat(space.shortage()).isPresent();
        time.set(1_000_000_000);
        assertThat(space.shortage()).isEmpty();
    }

    @Test
    void withoutADirectoryNothingIsRefused() {
        var elsewhere = new Config(Optional.empty(), new MemorySize(BigInteger.valueOf(MORE_THAN_ANY_DISK)));

        assertThat(shortage(elsewhere)).isEmpty();
    }

    @Test
    void aDiskThatCannotBeAskedRefusesNothing() {
        assertThat(shortage(new Config(dir.resolve("gone"), MORE_THAN_ANY_DISK)))
                .isEmpty();
    }

    @Test
    void theDetailSaysTheFiguresAndTheCure() {
        assertThat(new NearlyFull(Path.of("/data"), 1_610_612_736L, 2_147_483_648L).detail())
                .isEqualTo(
                        "The disk of /data has 1.5 GiB left and nothing more is recorded below 2.0 GiB; make room there, and recording goes on by itself");
    }
}
