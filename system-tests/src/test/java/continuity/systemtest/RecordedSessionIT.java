package continuity.systemtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import continuity.testkit.PlantedSecrets;
import continuity.testkit.RecordedHook;
import continuity.testkit.Recording;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Recorded sessions of a real agent travel from its hooks to {@code resume} in another session. */
@OnSharedSystem
class RecordedSessionIT {

    private static final Pattern INSTANCE_ID = Pattern.compile("shop-PS-[0-9a-f]{6}");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final LocalSystem system;
    private final Agent agent;

    RecordedSessionIT(LocalSystem system) {
        this.system = system;
        this.agent = new Agent(system);
    }

    @Test
    @Tag("R51")
    @Tag("R54")
    void sessionKilledInTheMiddleOfAToolGoesStaleAndIsResumedByAPrompt() {
        // given
        var killed = play(Recording.inNewSessions(Recording.load("03-killed-mid-tool")));
        awaitStatus(killed, "stale");

        // when
        var session = UUID.randomUUID().toString();
        var successor = idIn(agent.injectedBy("SessionStart", session, Map.of("source", "startup")));
        var packet = agent.injectedBy("UserPromptSubmit", session, Map.of("prompt", "resume " + shortId(killed)));

        // then
        assertThat(packet)
                .contains("migrations/001_discounts.sql", "created")
                .contains("src/cart.js", "modified")
                .contains("sleep 45")
                .contains("Run the slow migration for the discount column.")
                .hasSizeLessThanOrEqualTo(9_000);
        assertThat(agent.get("/api/v1/instances/" + killed)
                        .path("superseded_by")
                        .asText())
                .isEqualTo(successor);
        awaitEvents(successor, "checkpoint_loaded", 1);
        awaitEvents(killed, "instance_stale", 1);
        assertThat(count(killed, "instance_stale")).isEqualTo(1);

        var late = agent.post("/api/v1/resume", Map.of("hint", killed));
        assertThat(late.statusCode()).isEqualTo(409);
        assertThat(Agent.json(late).path("code").asText()).isEqualTo("instance_superseded");
        assertThat(late.body()).contains(successor);
    }

    @Test
    @Tag("R49")
    @Tag("R56")
    void interruptedSessionIsResumedWithFilesTestsCommitFailureAndNextStep() throws Exception {
        var whole = Recording.inNewSessions(Recording.load("01-normal-headless"));
        var interrupted = play(whole.subList(0, whole.size() - 1));
        awaitStatus(interrupted, "stale");
        awaitEvents(interrupted, "commit_created", 3);

        var resumed = system.run("resume", shortId(interrupted));

        assertThat(resumed.exitCode()).as(resumed.output()).isZero();
        assertThat(resumed.output())
                .contains("package.json", "src/cart.js", "test/cart.test.js", "src/checkout.js", "created")
                .containsPattern("2 passed, 0 failed")
                .contains("3f2db88", "Add checkout()")
                .contains("exit")
                .containsIgnoringCase("next");
    }

    @Test
    @Tag("R51")
    void finishedRunIsNoCandidateButIsResumableByItsId() {
        var finished = play(Recording.inNewSessions(Recording.load("01-normal-headless")));
        awaitStatus(finished, "closed");
        awaitEvents(finished, "instance_closed", 1);

        await("its end has reached the resume")
                .atMost(PATIENCE)
                .until(() -> candidates("include_closed=true").contains(finished));
        await("its last turn is over, which candidates learn up to a second later")
                .atMost(PATIENCE)
                .until(() -> !candidates("include_closed=false").contains(finished));

        var resumed = agent.post("/api/v1/resume", Map.of("hint", finished, "host_machine", "server"));
        assertThat(resumed.statusCode()).as(resumed.body()).isEqualTo(200);
        var answer = Agent.json(resumed);
        assertThat(answer.path("resumed_from").asText()).isEqualTo(finished);
        assertThat(answer.path("context_markdown").asText()).contains("3f2db88", "finished");
    }

    @Test
    @Tag("R64")
    @Tag("R43")
    void statusLineIsTheHeartbeatAndEightyPercentMakesOneCheckpoint() {
        var session = UUID.randomUUID().toString();
        var id = idIn(agent.injectedBy("SessionStart", session, Map.of("source", "startup")));

        for (var percent : List.of(42, 80, 85, 90)) {
            var footer = Agent.send(agent.request("/hooks/claude-code/statusline")
                    .header("X-Continuity-Machine", "laptop")
                    .POST(BodyPublishers.ofString(
                            "{\"session_id\":\"%s\",\"cwd\":\"/home/dev/shop\",\"context_window\":{\"used_percentage\":%d}}"
                                    .formatted(session, percent))));
            assertThat(footer.body()).contains("Instance: " + id + "@laptop", "Context: " + percent + "%");
        }

        awaitEvents(id, "checkpoint_created", 1);
        var checkpoints = agent.get("/api/v1/checkpoints?instance_id=" + id).path("checkpoints");
        assertThat(checkpoints).hasSize(1);
    }

    @Test
    @Tag("R68")
    void hookThatIsNotJsonDisturbsNobody() {
        assertThat(agent.hook("this is not JSON").statusCode()).isEqualTo(204);
    }

    @Test
    @Tag("R27")
    void plantedSecretsAreInNoTableTopicJournalOrLog() throws Exception {
        var session = play(Recording.inNewSessions(Recording.load("01-normal-headless")));
        awaitStatus(session, "closed");
        awaitEvents(session, "instance_closed", 1);
        awaitEvents(session, "commit_created", 3);
        play(Recording.inNewSessions(Recording.load("02-normal-interactive-compact-clear")));

        var proof = new SecretSearch(system, Map.of("what is kept", "percentage discount"));
        assertThat(proof.tables()).as("the search sees rows").isNotEmpty();
        assertThat(proof.topics()).as("the search sees messages").isNotEmpty();
        assertThat(proof.files()).as("the search sees files").isNotEmpty();

        var search = new SecretSearch(system, PlantedSecrets.all());

        assertThat(search.tables()).isEmpty();
        assertThat(search.topics()).isEmpty();
        assertThat(search.files()).isEmpty();
    }

    /** Plays the hooks of one or more sessions; answers the instance that the first one registered. */
    private String play(List<RecordedHook> hooks) {
        var start = hooks.stream()
                .filter(hook -> hook.event().equals("SessionStart"))
                .findFirst()
                .orElseThrow();
        agent.play(hooks);
        var session = start.sessionId().orElseThrow();
        var found = agent.get("/api/v1/instances?client=claude-code&client_session_id=" + session);
        return found.at("/instances/0/instance_id").asText();
    }

    private void awaitStatus(String instanceId, String status) {
        await(instanceId + " becomes " + status)
                .atMost(PATIENCE)
                .until(() -> agent.get("/api/v1/instances/" + instanceId)
                        .path("status")
                        .asText()
                        .equals(status));
    }

    /** Of the project that is recorded. */
    private String candidates(String parameter) {
        return agent.get("/api/v1/resume/candidates?hint=shop&" + parameter).toString();
    }

    private void awaitEvents(String instanceId, String type, int atLeast) {
        await(type + " of " + instanceId).atMost(PATIENCE).until(() -> count(instanceId, type) >= atLeast);
    }

    private int count(String instanceId, String type) {
        return agent.get("/api/v1/events?instance_id=%s&event_type=%s".formatted(instanceId, type))
                .path("total_count")
                .asInt();
    }

    private static String idIn(String text) {
        var matcher = INSTANCE_ID.matcher(text);
        assertThat(matcher.find()).as(text).isTrue();
        return matcher.group();
    }

    private static String shortId(String instanceId) {
        return instanceId.substring(instanceId.lastIndexOf('-') + 1);
    }
}
