package continuity.missioncontrol.claudecode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import continuity.missioncontrol.delivery.Outgoing.Heartbeat;
import continuity.testkit.GitRepository;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the git hook posts, with the words of a real git. */
class GitHookTest {

    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    private final Capture capture = new Capture();

    @TempDir
    Path directory;

    private static String json(String event) {
        return "{\"session_id\":\"s1\",\"hook_event_name\":\"%s\",\"cwd\":\"/home/dev/shop\"}".formatted(event);
    }

    @Test
    @Tag("R44")
    void isAnEventUnderTheLastPrompt() throws Exception {
        var report = GitRepository.workInProgress(directory).report();
        capture.take(NOON, json("UserPromptSubmit").replace("}", ",\"prompt\":\"go on\"}"));

        capture.takeGit(NOON, json("Stop") + "\n\n" + report);

        var observed = capture.events("git_observed").getFirst();
        assertThat(observed.parentEventId())
                .isEqualTo(capture.events("user_message").getFirst().eventId());
        var expected = new ObjectMapper().readValue(GitRepository.workInProgressObserved(), Map.class);
        assertThat(observed.eventData())
                .containsAllEntriesOf(Capture.read(new ObjectMapper().writeValueAsString(expected)))
                .containsEntry("directory", "/home/dev/shop")
                .containsEntry("machine", "laptop")
                .containsEntry("hook", "Stop");
        assertThat(capture.all(Heartbeat.class)).hasSize(1);
    }

    @Test
    void theSameStateReportedTwiceAtOnceIsOneEvent() {
        var post = json("Stop") + "\n\n# branch.oid (initial)\n# branch.head main\n";

        capture.takeGit(NOON, post);
        capture.takeGit(NOON.plusMillis(300), post);
        capture.takeGit(NOON.plusSeconds(5), post);

        assertThat(capture.events("git_observed")).hasSize(2);
    }

    @Test
    void theSameStateAfterAnotherCallIsObservedAgain() {
        for (var call : new String[] {"toolu_1", "toolu_2"}) {
            capture.takeGit(
                    NOON,
                    json("PostToolUse").replace("}", ",\"tool_use_id\":\"%s\"}".formatted(call))
                            + "\n\n# branch.oid (initial)\n# branch.head main\n");
        }

        assertThat(capture.events("git_observed")).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PostToolUse", "SessionEnd"})
    @Tag("R98")
    void isNoSignOfLifeForItMayComeAfterTheEnd(String event) {
        capture.takeGit(NOON, json(event) + "\n\n# branch.oid (initial)\n# branch.head main\n");

        assertThat(capture.events("git_observed")).hasSize(1);
        assertThat(capture.all(Heartbeat.class)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "\n\n\n\n", "\n\nfatal: detected dubious ownership\n\n"})
    void whereGitSaysNothingNothingIsObserved(String said) {
        capture.takeGit(NOON, json("Stop") + said);

        assertThat(capture.records()).isEmpty();
    }

    @Test
    @Tag("R44")
    void thatThereIsNoRepositoryIsObservedToo() {
        capture.takeGit(
                NOON, json("Stop") + "\n\nfatal: not a git repository (or any of the parent directories): .git\n\n\n");

        assertThat(capture.events("git_observed").getFirst().eventData())
                .containsEntry("repository", false)
                .containsEntry("directory", "/home/dev/shop")
                .doesNotContainKey("branch");
    }

    @Test
    void aSubmoduleWithoutItsRepositoryIsNotNoRepository() {
        capture.takeGit(NOON, json("Stop") + "\n\nfatal: not a git repository: sub/../.git/modules/gone\n\n\n");

        assertThat(capture.events("git_observed")).isEmpty();
    }

    @Test
    void aSubjectCannotSpeakForGit() {
        var hash = "0123456789abcdef0123456789abcdef01234567";
        capture.takeGit(
                NOON,
                json("Stop") + "\n\n# branch.oid " + hash + "\n# branch.head main\n\n" + hash
                        + " fine\rfatal: not a git repository (or any\r# branch.head x\r? evil\n");

        assertThat(capture.events("git_observed").getFirst().eventData())
                .containsEntry("branch", "main")
                .containsEntry("changed_count", 0);
    }

    @Test
    void theReportOfALargeCallIsRead() {
        var large = json("PostToolUse")
                .replace("}", ",\"tool_input\":{\"content\":\"%s\"}}".formatted("x".repeat(3 << 20)));

        capture.takeGit(NOON, large + "\n\n# branch.oid (initial)\n# branch.head main\n");

        assertThat(capture.events("git_observed")).hasSize(1);
    }

    @Test
    void whatTheClientPutsThereItselfIsNotWhatGitSaid() {
        capture.takeGit(NOON, json("Stop").replace("}", ",\"git\":{\"branch\":\"x\"}}"));

        assertThat(capture.events("git_observed")).isEmpty();
    }

    @Test
    @Tag("R27")
    void aSecretInASubjectIsRemovedAndHashesStay() {
        var hash = "0123456789abcdef0123456789abcdef01234567";
        capture.takeGit(
                NOON,
                json("Stop") + "\n\n# branch.oid " + hash + "\n# branch.head main\n\n" + hash
                        + " Set password=hunter2hunter2\n");

        assertThat(capture.events("git_observed").getFirst().eventData()).containsEntry("head", hash);
        assertThat(capture.everything()).contains(hash, "[REDACTED:").doesNotContain("hunter2");
    }

    @Test
    void aFirstLineThatIsNoObjectIsNoHook() throws Exception {
        assertThat(GitHookBody.read(body("[1]\n\n# branch.head main"))).isNull();
        assertThat(GitHookBody.read(body(""))).isNull();
        assertThatThrownBy(() -> GitHookBody.read(body("{\"session_id\":\n\n# branch.head main")))
                .isInstanceOf(JsonProcessingException.class);
    }

    private static ByteArrayInputStream body(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
}
