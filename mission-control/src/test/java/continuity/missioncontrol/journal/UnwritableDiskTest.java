package continuity.missioncontrol.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A disk that takes no more, made by a limit on the size of files that the operating system keeps. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "needs ulimit")
class UnwritableDiskTest {

    private static final JournalLimits LIMITS = new JournalLimits(1 << 20, 16 << 20);

    @TempDir
    Path dir;

    @Test
    void whatWasConfirmedIsThereWhatWasNotIsNotAndTheJournalGoesOn() throws IOException, InterruptedException {
        var said = runWithSmallFiles();

        assertThat(said)
                .as("records that were refused")
                .contains("refused")
                .as("and then")
                .endsWith("kept after");
        var replayed = new ArrayList<String>();
        try (var journal = Journal.open(dir, LIMITS)) {
            journal.replay(new Journal.Replay() {
                @Override
                public void delivered(byte[] record) {
                    throw new IllegalStateException("nothing was delivered");
                }

                @Override
                public void undelivered(Pointer pointer, byte[] record) {
                    replayed.add("kept " + new String(record, StandardCharsets.UTF_8).strip());
                }
            });
            assertThat(journal.damagedSegments()).isZero();
        }
        assertThat(replayed)
                .containsExactlyElementsOf(
                        said.stream().filter(line -> line.startsWith("kept")).toList());
    }

    private List<String> runWithSmallFiles() throws IOException, InterruptedException {
        var output = Files.createTempFile("journal", ".txt");
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var process = new ProcessBuilder(
                        "sh",
                        "-c",
                        "ulimit -f 64 && exec \"$@\"",
                        "sh",
                        java,
                        "-XX:-UsePerfData",
                        "-Xshare:auto",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Writer.class.getName(),
                        dir.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .redirectOutput(output.toFile())
                .start();
        assertThat(process.waitFor()).isZero();
        return Files.readAllLines(output);
    }

    /** Fills one segment up to the limit, is refused twice there, and goes on in the next. */
    static final class Writer {

        private Writer() {}

        public static void main(String[] args) {
            try (var journal = Journal.open(Path.of(args[0]), LIMITS)) {
                var number = 0;
                var refused = 0;
                while (refused == 0 && number < 1_000) {
                    refused += append(journal, "%-1000s".formatted("record " + number++)) ? 0 : 1;
                }
                append(journal, "x".repeat(100_000)); // more than a whole file may hold
                append(journal, "after");
            }
        }

        private static boolean append(Journal journal, String record) {
            var name = record.strip();
            try {
                journal.append(record.getBytes(StandardCharsets.UTF_8), pointer -> {})
                        .join();
                System.out.println("kept " + name);
                return true;
            } catch (CompletionException e) {
                System.out.println("refused");
                return false;
            }
        }
    }
}
