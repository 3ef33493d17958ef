package continuity.missioncontrol.hook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import continuity.testkit.Backbone;
import continuity.testkit.GitRepository;
import continuity.testkit.TestTokens;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The command of the published settings that tells what git says, as a client runs it: by a shell, in a project. */
@QuarkusTest
@QuarkusTestResource(Backbone.class)
@QuarkusTestResource(StandIns.class)
@Tag("R44")
@Tag("R68")
class GitHookCommandTest {

    private static final Path SETTINGS = Path.of("..", "deploy/agents/claude-code-settings.json");
    private static final Duration SOON = Duration.ofSeconds(20);

    /** The client ends every hook of a session's end after 1.5 s: the command takes 1 s, on a busy machine more. */
    private static final Duration BUDGET_OF_THE_END = Duration.ofSeconds(3);

    private final String session = UUID.randomUUID().toString();

    @TempDir
    Path directory;

    @Inject
    MeterRegistry metrics;

    @BeforeEach
    void startAfresh() throws IOException {
        AgentClient.awaitDelivered(metrics);
        StandIns.reset();
        var home = Files.createDirectories(directory.resolve("my home/.continuity"));
        Files.writeString(home.resolve("header"), "Authorization: Bearer " + TestTokens.agent("shop", "laptop") + "\n");
    }

    private static String command(String event) throws IOException {
        var commands = new ObjectMapper()
                .readTree(SETTINGS.toFile()).path("hooks").path(event).findValuesAsText("command").stream()
                        .filter(command -> command.contains("/hooks/claude-code/git"))
                        .toList();
        assertThat(commands).hasSize(1);
        return commands.getFirst();
    }

    private static String here(String command) {
        return command.replace("http://127.0.0.1:7700", "http://127.0.0.1:" + RestAssured.port);
    }

    /** Runs it; it must succeed and print nothing. */
    private void run(String shell, String command, String event, Path project, String path) throws Exception {
        var builder = new ProcessBuilder(shell, "-c", command)
                .directory(directory.toFile())
                .redirectErrorStream(true);
        builder.environment().put("HOME", directory.resolve("my home").toString());
        builder.environment().put("CLAUDE_PROJECT_DIR", project.toString());
        builder.environment().put("PATH", path);
        builder.environment().put("GIT_CEILING_DIRECTORIES", directory.toString());
        var process = builder.start();
        try (var stdin = process.outputWriter(StandardCharsets.UTF_8)) {
            stdin.write(
                    "{\"session_id\":\"%s\",\"hook_event_name\":\"%s\",\"cwd\":\"/home/dev/shop\",\"last_assistant_message\":\"50 %% of \\\\n \\\"$(reboot)\\\"\"}\n"
                            .formatted(session, event));
        }
        var printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        assertThat(printed).isEmpty();
    }

    private void run(String command, String event, Path project) throws Exception {
        run("sh", command, event, project, System.getenv("PATH"));
    }

    private static List<JsonNode> observed() {
        return StandIns.requests("POST", "/events").stream()
                .map(StandIns.Request::body)
                .filter(event -> event.path("event_type").asText().equals("git_observed"))
                .toList();
    }

    private static JsonNode awaitObserved() {
        await().atMost(SOON).until(() -> !observed().isEmpty());
        return observed().getFirst().path("event_data");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sh", "dash", "bash"})
    void tellsWhatGitSays(String shell) throws Exception {
        var work = GitRepository.workInProgress(directory.resolve("my \"shop\" is Größer"));

        run(shell, here(command("Stop")), "Stop", work.directory(), System.getenv("PATH"));

        var data = awaitObserved();
        var expected = new ObjectMapper().readTree(GitRepository.workInProgressObserved());
        expected.properties()
                .forEach(field ->
                        assertThat(data.path(field.getKey())).as(field.getKey()).isEqualTo(field.getValue()));
        assertThat(data.path("hook").asText()).isEqualTo("Stop");
    }

    @Test
    void asksTheSameEachTime() throws Exception {
        var waitedFor = command("Stop");
        assertThat(command("PreCompact")).isEqualTo(waitedFor);
        for (var event : new String[] {"SessionStart", "UserPromptSubmit", "PostToolUse", "PostToolUseFailure"}) {
            assertThat(command(event)).isEqualTo(waitedFor.replace("); exit", ") & exit"));
        }
        assertThat(command("SessionEnd"))
                .isEqualTo(waitedFor.replace("-m 2", "-m 1").replace("sleep 2", "sleep 1"));
    }

    @Test
    void beforeTheFirstCommitThereIsAStateToo() throws Exception {
        var empty = GitRepository.create(directory.resolve("empty")).write("a b.txt", "1");

        run(here(command("Stop")), "Stop", empty.directory());

        var data = awaitObserved();
        assertThat(data.path("branch").asText()).isEqualTo("main");
        assertThat(data.has("head")).isFalse();
        assertThat(data.at("/changes/0/path").asText()).isEqualTo("a b.txt");
        assertThat(data.path("commits")).isEmpty();
    }

    @Test
    void outsideARepositoryItSaysThat() throws Exception {
        run(here(command("Stop")), "Stop", Files.createDirectories(directory.resolve("plain")));

        assertThat(awaitObserved().path("repository").asBoolean(true)).isFalse();
    }

    @Test
    void whereThereIsNoDirectoryNothingIsSent() throws Exception {
        run(here(command("Stop")), "Stop", directory.resolve("gone"));

        assertThat(observed()).isEmpty();
    }

    @Test
    void ofManyNewFilesTheFirstThousandLinesAreSent() throws Exception {
        var work = GitRepository.create(directory.resolve("many"));
        for (int i = 0; i < 1_200; i++) {
            work.write("generated/%d.txt".formatted(i), "");
        }

        run(here(command("Stop")), "Stop", work.directory());

        assertThat(awaitObserved().path("changed_count").asInt()).isBetween(950, 1_000);
    }

    @Test
    void whileNobodyListensItIsSilent() throws Exception {
        var work = GitRepository.workInProgress(directory);

        run(command("Stop").replace(":7700", ":1"), "Stop", work.directory());
    }

    @Test
    void withoutGitOrCurlItIsSilent() throws Exception {
        var work = GitRepository.workInProgress(directory.resolve("w"));
        var bin = Files.createDirectories(directory.resolve("bin"));
        for (var program : new String[] {"cat", "sed", "sleep", "tr", "hostname", "git"}) {
            run("/bin/sh", here(command("Stop")), "Stop", work.directory(), bin.toString());
            Files.createSymbolicLink(bin.resolve(program), find(program));
        }
        run("/bin/sh", here(command("Stop")), "Stop", work.directory(), bin.toString());

        assertThat(observed()).isEmpty();
    }

    private static Path find(String program) {
        return List.of(System.getenv("PATH").split(":")).stream()
                .map(path -> Path.of(path, program))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(strings = {"sh", "bash"})
    void aSlowGitIsNotWaitedFor(String shell) throws Exception {
        var bin = Files.createDirectories(directory.resolve("bin"));
        var pid = bin.resolve("pid");
        var slow = Files.writeString(bin.resolve("git"), "#!/bin/sh\necho $$ > '%s'\nexec sleep 600\n".formatted(pid));
        Files.setPosixFilePermissions(slow, PosixFilePermissions.fromString("rwx------"));
        var start = Instant.now();

        run(shell, here(command("SessionEnd")), "SessionEnd", directory, bin + ":" + System.getenv("PATH"));

        assertThat(Duration.between(start, Instant.now())).isLessThan(BUDGET_OF_THE_END);
        var git = ProcessHandle.of(Long.parseLong(Files.readString(pid).strip()));
        await().atMost(SOON).until(() -> git.filter(ProcessHandle::isAlive).isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"sh", "bash"})
    void norIsAWrapperThatCannotBeEndedWithWhatItRuns(String shell) throws Exception {
        var bin = Files.createDirectories(directory.resolve("bin"));
        var wrapper = Files.writeString(bin.resolve("git"), "#!/bin/sh\ntrap '' TERM\nsleep 60\nexit 0\n");
        Files.setPosixFilePermissions(wrapper, PosixFilePermissions.fromString("rwx------"));
        var start = Instant.now();

        run(shell, here(command("SessionEnd")), "SessionEnd", directory, bin + ":" + System.getenv("PATH"));

        assertThat(Duration.between(start, Instant.now())).isLessThan(BUDGET_OF_THE_END);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sh", "bash"})
    void inTheMiddleOfATurnTheAgentDoesNotWaitAtAll(String shell) throws Exception {
        var work = GitRepository.create(directory.resolve("work")).commit("Begin");
        var bin = Files.createDirectories(directory.resolve("bin"));
        var slow =
                Files.writeString(bin.resolve("git"), "#!/bin/sh\nsleep 5\nexec '%s' \"$@\"\n".formatted(find("git")));
        Files.setPosixFilePermissions(slow, PosixFilePermissions.fromString("rwx------"));
        var gitTakes = Duration.ofSeconds(5);
        var start = Instant.now();

        run(shell, here(command("PostToolUse")), "PostToolUse", work.directory(), bin + ":" + System.getenv("PATH"));

        assertThat(Duration.between(start, Instant.now())).isLessThan(gitTakes);
    }

    @Test
    void whatARepositoryNamesInItsSettingsIsNotRun() throws Exception {
        var work = GitRepository.create(directory.resolve("work")).commit("Begin");
        work.git("config", "core.fsmonitor", "touch '%s'".formatted(directory.resolve("run by git")));

        run(here(command("Stop")), "Stop", work.directory());

        awaitObserved();
        assertThat(directory.resolve("run by git")).doesNotExist();
    }

    @Test
    void whatIsStashedIsCounted() throws Exception {
        var work = GitRepository.create(directory.resolve("work"))
                .write("a.txt", "1")
                .commit("Begin")
                .write("a.txt", "2")
                .git("stash", "-q");

        run(here(command("Stop")), "Stop", work.directory());

        assertThat(awaitObserved().path("stashed").asInt()).isEqualTo(1);
    }

    @Test
    void whatNoRemoteHasIsCountedWhereThereIsOne() throws Exception {
        var origin = GitRepository.create(directory.resolve("origin")).commit("Begin");
        var work = GitRepository.clone(origin, directory.resolve("work"))
                .git("switch", "-q", "-c", "epic-003")
                .commit("Round")
                .commit("Round half up");

        run(here(command("Stop")), "Stop", work.directory());

        assertThat(awaitObserved().path("unpushed").asInt()).isEqualTo(2);
        StandIns.reset();
        run(here(command("Stop")), "Stop", origin.directory());
        assertThat(awaitObserved().path("unpushed").isMissingNode()).isTrue();
    }

    @Test
    void afterACallItIsToldInTheBackground() throws Exception {
        var work = GitRepository.create(directory.resolve("work")).commit("Begin");

        run(here(command("PostToolUse")), "PostToolUse", work.directory());

        assertThat(awaitObserved().path("branch").asText()).isEqualTo("main");
    }

    @Test
    void nothingInTheRepositoryIsTouched() throws Exception {
        var work = GitRepository.workInProgress(directory);
        var index = work.directory().resolve(".git/index");
        Files.setLastModifiedTime(
                work.directory().resolve("src/checkout.js"),
                FileTime.from(Instant.now().minusSeconds(60)));
        var before = Files.readAllBytes(index);
        Files.createFile(work.directory().resolve(".git/index.lock")); // a commit of the agent is under way

        run(here(command("Stop")), "Stop", work.directory());

        awaitObserved();
        assertThat(Files.readAllBytes(index)).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"SessionEnd", "PostToolUse"})
    @Tag("R98")
    void whatGitTellsAfterTheEndIsKeptAndWakesNobody(String event) throws Exception {
        var work = GitRepository.workInProgress(directory);
        AgentClient.hook(session, "SessionStart", ",\"source\":\"startup\"").statusCode(200);
        AgentClient.hook(session, "SessionEnd", ",\"reason\":\"other\"").statusCode(204);
        await().atMost(SOON).until(() -> !StandIns.requests("POST", "/close").isEmpty());
        var heartbeats = StandIns.requests("POST", "/heartbeat").size();

        run(here(command(event)), event, work.directory());

        awaitObserved();
        AgentClient.awaitDelivered(metrics);
        assertThat(StandIns.requests("POST", "/instances")).hasSize(1);
        assertThat(StandIns.requests("POST", "/heartbeat")).hasSize(heartbeats);
    }
}
