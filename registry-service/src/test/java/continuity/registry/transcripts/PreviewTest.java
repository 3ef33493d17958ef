package continuity.registry.transcripts;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.management.ThreadMXBean;
import continuity.sanitizer.Sanitizer;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("R72")
class PreviewTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Sanitizer SANITIZER = Sanitizer.withKey(new byte[32]);

    @TempDir
    Path directory;

    @Test
    void theFirstAndLastMessagesComeInTheirOrder() throws IOException {
        var lines = IntStream.range(0, 30).mapToObj(PreviewTest::flat).collect(joining("\n"));

        var preview = preview(lines, 2, 3);

        assertThat(preview.head()).extracting(Message::text).containsExactly("message 0", "message 1");
        assertThat(preview.tail()).extracting(Message::text).containsExactly("message 27", "message 28", "message 29");
    }

    @Test
    void theNestedRolesOfEveryClientAreRecognised() throws IOException {
        var lines = """
                {"type":"user","message":{"role":"user","content":"plain"},"timestamp":"2026-11-20T09:45:13.516Z"}
                {"type":"user","message":{"role":"user","content":[{"type":"text","text":"Add a discount"}]}}
                {"type":"assistant","message":{"role":"assistant","content":[{"type":"thinking","thinking":"hm"}]}}
                {"type":"assistant","message":{"role":"assistant","content":[{"type":"text","text":"I look."},{"type":"tool_use","name":"Bash","input":{}}]}}
                {"type":"user","message":{"role":"user","content":[{"type":"tool_result","content":[{"type":"text","text":"ok"}]}]}}
                {"type":"response_item","payload":{"type":"message","role":"developer","content":[{"type":"input_text","text":"rules"}]}}
                {"type":"response_item","payload":{"type":"message","role":"assistant","content":[{"type":"output_text","text":"done"}]}}
                {"role":"system","content":"flat"}
                """;

        var tail = preview(lines, 0, 100).tail();

        assertThat(tail)
                .extracting(message -> message.role() + ": " + message.text())
                .containsExactly(
                        "user: plain",
                        "user: Add a discount",
                        "assistant: I look.\n[tool_use] Bash",
                        "user: [tool_result] ok",
                        "developer: rules",
                        "assistant: done",
                        "system: flat");
        assertThat(tail.getFirst().at()).isEqualTo(Instant.parse("2026-11-20T09:45:13.516Z"));
        assertThat(tail.getLast().at()).isNull();
    }

    @Test
    void whatIsNoMessageOfTheConversationIsPassedOver() throws IOException {
        var lines = """
                {"type":"queue-operation","operation":"enqueue"}
                {"type":"api-request-blob","message":{"role":"system","content":"the client's own prompt"}}
                {"type":"response_item","payload":{"type":"function_call","name":"shell"}}
                {"role":"wizard","content":"abracadabra"}
                {"role":"user","content":[]}
                {"role":"user"}
                {}
                """;

        assertThat(preview(lines, 9, 9)).isEqualTo(new Preview(List.of(), List.of(), 0));
    }

    @Test
    void malformedLinesAreSkippedAndCountedOnce() throws IOException {
        var lines =
                String.join("\n", "{\"role\":", flat(1), "no json", "", "[1]", flat(2), "\u0000", "{\"type\":\"user\"");

        var preview = preview(lines, 100, 100);

        assertThat(preview.head()).hasSize(2).isEqualTo(preview.tail());
        assertThat(preview.malformedLines()).isEqualTo(5);
    }

    @Test
    void aLineThatIsTooLongIsSkippedAsMalformed() throws IOException {
        var longest = message("x".repeat(Lines.MAX_LINE - message("").length()));
        var tooLong = message("x".repeat(Lines.MAX_LINE - message("").length() + 1));

        var preview = preview(String.join("\n", flat(1), tooLong, longest, tooLong, flat(2)), 9, 9);

        assertThat(preview.head())
                .extracting(message -> message.text().substring(0, 1))
                .containsExactly("m", "x", "m");
        assertThat(preview.tail()).isEqualTo(preview.head());
        assertThat(preview.malformedLines()).isEqualTo(2);
    }

    @Test
    @Tag("R27")
    @Tag("R30")
    void secretsLeaveBeforeThePreviewIsCut() throws IOException {
        var secret = "ghp_" + "a1B2c3D4".repeat(5).substring(0, 36);
        var acrossTheCut = "y".repeat(180) + " " + secret;

        var preview = preview(message("token " + secret) + "\n" + message(acrossTheCut), 0, 2);

        assertThat(preview.tail().toString()).doesNotContain("ghp_").contains("[REDACTED:");
        assertThat(preview.tail().getLast().text()).hasSize(Preview.MAX_TEXT);
    }

    @Test
    void noCharacterIsCutInHalf() throws IOException {
        var text =
                preview(message("x" + "😀".repeat(150)), 0, 1).tail().getFirst().text();

        assertThat(text).hasSize(199).endsWith("😀");
    }

    @Test
    void aHundredMegabytesAreReadFromBothEndsWithoutReadingThemAll() throws IOException {
        var file = directory.resolve("large.jsonl");
        try (var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap((flat(1) + "\n").getBytes(StandardCharsets.UTF_8)));
            channel.write(
                    ByteBuffer.wrap(("\n" + flat(2) + "\n").getBytes(StandardCharsets.UTF_8)),
                    100L << 20); // nothing but zeros between
        }
        var before = allocated();

        var preview = preview(file, 1, 1);

        assertThat(preview.head()).extracting(Message::text).containsExactly("message 1");
        assertThat(preview.tail()).extracting(Message::text).containsExactly("message 2");
        assertThat(allocated() - before).isLessThan(8 << 20);
    }

    /** Whatever the lines are and wherever the blocks begin: both ends together show what a plain reader sees. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void bothDirectionsSeeTheSameLines(long seed) throws IOException {
        var random = new Random(seed);
        var texts = IntStream.range(0, random.nextInt(40))
                .mapToObj(_ -> "z".repeat(random.nextInt(random.nextBoolean() ? 90 : 70_000)))
                .toList();
        var lines = texts.stream().map(PreviewTest::message).collect(joining(random.nextBoolean() ? "\n" : "\r\n\n"));
        var wanted = texts.stream()
                .filter(text -> !text.isEmpty())
                .map(text -> text.substring(0, Math.min(text.length(), Preview.MAX_TEXT)))
                .toList();

        var preview = preview(lines + (random.nextBoolean() ? "\n" : ""), 100, 100);

        assertThat(preview.head()).extracting(Message::text).isEqualTo(wanted);
        assertThat(preview.tail()).isEqualTo(preview.head());
        assertThat(preview.malformedLines()).isZero();
    }

    static IntStream seeds() {
        return IntStream.range(0, 60);
    }

    private Preview preview(String lines, int head, int tail) throws IOException {
        return preview(Files.writeString(directory.resolve("transcript.jsonl"), lines), head, tail);
    }

    private static Preview preview(Path file, int head, int tail) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return Preview.of(channel, head, tail, SANITIZER, JSON.reader());
        }
    }

    private static String flat(int number) {
        return message("message " + number);
    }

    private static String message(String text) {
        return "{\"role\":\"user\",\"content\":\"" + text + "\"}";
    }

    private static long allocated() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }
}
