package continuity.missioncontrol.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("R92")
class JournalTest {

    private static final JournalLimits LIMITS = new JournalLimits(1_000, 100_000);

    @TempDir
    Path directory;

    private Journal open() {
        return Journal.open(directory, LIMITS);
    }

    private static Pointer append(Journal journal, String record) {
        return journal.append(record.getBytes(UTF_8), pointer -> {}).join();
    }

    private static final class Past implements Journal.Replay {

        final List<String> delivered = new ArrayList<>();
        final List<String> undelivered = new ArrayList<>();
        final List<Pointer> pointers = new ArrayList<>();

        @Override
        public void delivered(byte[] record) {
            delivered.add(new String(record, UTF_8));
        }

        @Override
        public void undelivered(Pointer pointer, byte[] record) {
            undelivered.add(new String(record, UTF_8));
            pointers.add(pointer);
        }
    }

    private static Past pastOf(Journal journal) {
        var past = new Past();
        journal.replay(past);
        return past;
    }

    private Path onlySegment() throws IOException {
        try (var files = Files.list(directory)) {
            return files.filter(Segment::isSegment).findFirst().orElseThrow();
        }
    }

    private List<Path> segments() throws IOException {
        try (var files = Files.list(directory)) {
            return files.filter(Segment::isSegment).sorted().toList();
        }
    }

    @Test
    void whatWasAppendedIsReadBack() {
        try (var journal = open()) {
            var pointer = append(journal, "one");

            assertThat(journal.read(pointer)).asString(UTF_8).isEqualTo("one");
            assertThat(journal.depth()).isEqualTo(1);
        }
    }

    @Test
    void afterARestartEverythingUndeliveredComesAgainInOrder() {
        try (var journal = open()) {
            journal.delivered(append(journal, "one"));
            append(journal, "two");
            append(journal, "three");
        }

        try (var again = open()) {
            var past = pastOf(again);

            assertThat(past.delivered).containsExactly("one");
            assertThat(past.undelivered).containsExactly("two", "three");
            assertThat(again.depth()).isEqualTo(2);
            assertThat(again.read(past.pointers.getLast())).asString(UTF_8).isEqualTo("three");
        }
    }

    @Test
    void withoutAPositionEverythingIsDeliveredAgain() throws IOException {
        try (var journal = open()) {
            journal.delivered(append(journal, "one"));
        }
        Files.writeString(directory.resolve("position"), "torn");

        try (var again = open()) {
            assertThat(pastOf(again).undelivered).containsExactly("one");
        }
    }

    @Test
    void aTornTailIsCutOff() throws IOException {
        try (var journal = open()) {
            append(journal, "one");
            append(journal, "two");
        }
        var segment = onlySegment();
        var torn = Files.readAllBytes(segment);
        Files.write(segment, Arrays.copyOf(torn, torn.length - 1));

        try (var again = open()) {
            assertThat(pastOf(again).undelivered).containsExactly("one");
            assertThat(again.damagedSegments()).isZero();
            append(again, "three");
        }
        try (var third = open()) {
            assertThat(pastOf(third).undelivered).containsExactly("one", "three");
        }
    }

    @Test
    void aRecordThatIsNotWhatWasWrittenIsNeverDelivered() throws IOException {
        Pointer second;
        try (var journal = open()) {
            append(journal, "one");
            second = append(journal, "two");
        }
        var segment = onlySegment();
        var bytes = Files.readAllBytes(segment);
        bytes[bytes.length - 1] ^= 1;
        Files.write(segment, bytes);

        try (var again = open()) {
            assertThatThrownBy(() -> again.read(second)).isInstanceOf(UncheckedIOException.class);
            assertThat(pastOf(again).undelivered).containsExactly("one");
        }
    }

    @Test
    void aDamagedSegmentIsCountedAndTheNextOnesAreDelivered() throws IOException {
        try (var journal = open()) {
            append(journal, "a".repeat(1_200));
            append(journal, "b");
        }
        var first = segments().getFirst();
        Files.write(first, new byte[] {0, 0, 0, 9}, StandardOpenOption.TRUNCATE_EXISTING);

        try (var again = open()) {
            assertThat(pastOf(again).undelivered).containsExactly("b");
            assertThat(again.damagedSegments()).isEqualTo(1);
        }
    }

    @Test
    void deliveredSegmentsAreDeletedButTheNewest() throws IOException {
        try (var journal = open()) {
            for (var i = 0; i < 10; i++) {
                journal.delivered(append(journal, "x".repeat(1_100)));
            }
            journal.keepPosition();

            assertThat(segments()).hasSizeLessThanOrEqualTo(2);
            assertThat(journal.bytes()).isLessThan(3_000);
        }
    }

    @Test
    void anUndeliveredRecordKeepsItsSegmentHoweverOld() throws IOException {
        try (var journal = open()) {
            append(journal, "first");
            for (var i = 0; i < 10; i++) {
                journal.delivered(append(journal, "x".repeat(1_100)));
            }
            journal.keepPosition();
        }

        try (var again = open()) {
            assertThat(pastOf(again).undelivered).hasSize(11).startsWith("first");
        }
    }

    @Test
    void aFullJournalRefusesUntilSomethingWasDelivered() {
        try (var journal = Journal.open(directory, new JournalLimits(500, 1_500))) {
            var first = append(journal, "x".repeat(600));
            var second = append(journal, "x".repeat(600));

            assertThat(journal.append(new byte[600], pointer -> {}))
                    .isCompletedExceptionally()
                    .failsWithin(Duration.ZERO)
                    .withThrowableThat()
                    .withCauseInstanceOf(JournalFull.class);

            journal.delivered(first);
            journal.delivered(second);
            append(journal, "y");
            journal.keepPosition();
            assertThat(append(journal, "x".repeat(600)).segment()).isGreaterThan(second.segment());
        }
    }

    @Test
    void manyWritersShareTheDiskAndKeepTheirOrder() {
        var seen = new ArrayList<Pointer>();
        try (var journal = Journal.open(directory, new JournalLimits(10_000, 10_000_000));
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var appends = IntStream.range(0, 2_000)
                    .mapToObj(i -> CompletableFuture.supplyAsync(
                            () -> journal.append(("record " + i).getBytes(UTF_8), seen::add)
                                    .join(),
                            threads))
                    .toList();
            var pointers = appends.stream().map(CompletableFuture::join).toList();

            assertThat(pointers).doesNotHaveDuplicates().hasSize(2_000);
            assertThat(seen).isSorted().containsExactlyInAnyOrderElementsOf(pointers);
            assertThat(journal.read(pointers.get(77))).asString(UTF_8).isEqualTo("record 77");
        }
        try (var again = Journal.open(directory, new JournalLimits(10_000, 10_000_000))) {
            assertThat(pastOf(again).undelivered).hasSize(2_000).doesNotHaveDuplicates();
        }
    }

    @Test
    void nobodyElseMayReadIt() throws IOException {
        var inside = directory.resolve("journal");
        try (var journal = Journal.open(inside, LIMITS)) {
            append(journal, "one");
        }

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(inside)))
                .isEqualTo("rwx------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(Segment.file(inside, 1))))
                .isEqualTo("rw-------");
    }

    @Test
    void whatComesAfterClosingIsNotTakenForKept() {
        var journal = open();
        journal.close();

        assertThat(journal.append(new byte[] {1}, pointer -> {})).isCompletedExceptionally();
    }
}
