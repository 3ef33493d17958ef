package continuity.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The client commands as a user types them, against a stand-in for the REST API. */
class ClientCommandsTest extends CommandTest {

    private static final String INSTANCE = """
            {"instance_id":"odin-PS-8f4a2b","project":"odin","host_machine":"odin3","status":"stale",
             "context_percent":42,"current_epic":"epic-003","age_seconds":7260,
             "working_directory":"/srv/\\u001b[31modin","client":"claude-code"}""";

    private static final String TWO_FIT = """
            {"list_id":"L7","rule":"project","matches":[
              {"n":1,"instance_id":"odin-PS-8f4a2b","host_machine":"odin3","status":"stale","current_epic":null,"age_seconds":130,
               "client":"claude-code","working_directory":"/home/dev/projects/customers/odin","goal":"Round the cents"},
              {"n":2,"instance_id":"odin-PS-8f4aff","host_machine":null,"status":"closed","current_epic":"003","age_seconds":30}]}
            """;

    @BeforeEach
    void prepare() throws IOException {
        Files.writeString(data.resolve("token"), "the-token\n");
    }

    @Test
    void listShowsATableOfWhatTheServerAnswers() {
        api.answers("GET /api/v1/instances", 200, "{\"instances\":[%s],\"total_count\":1}".formatted(INSTANCE));

        assertThat(run("list", "--project", "odin", "--status", "stale")).isZero();

        assertThat(out).hasToString("""
                INSTANCE        MACHINE  STATUS  EPIC      CONTEXT  AGE  DIRECTORY
                odin-PS-8f4a2b  odin3    stale   epic-003  42%      2 h  /srv/odin
                """);
        var asked = api.asked().getFirst();
        assertThat(asked.authorization()).isEqualTo("Bearer the-token");
        assertThat(asked.request())
                .startsWith("GET /api/v1/instances?")
                .contains("project=odin", "status=stale", "limit=1000")
                .doesNotContain("machine");
    }

    @Test
    void listTellsWhichAgentsWaitForTheirUsers() {
        var active = INSTANCE.replace("\"stale\"", "\"active\"");
        api.answers("GET /api/v1/instances", 200, "{\"instances\":[%s],\"total_count\":1}".formatted(active));
        api.answers(
                "GET /api/v1/instances/odin-PS-8f4a2b/context",
                200,
                "{\"awaited_input\":{\"message\":\"May I?\",\"since\":\"2026-03-01T09:07:00Z\",\"source\":\"event 3\"}}");

        assertThat(run("list", "--status", "active")).isZero();

        assertThat(out.toString()).contains("odin-PS-8f4a2b  odin3    needs input  epic-003");
    }

    @Test
    @Tag("R97")
    void listTellsWhichAgentsAreSilentBecauseTheyWork() {
        var quiet = INSTANCE.replace("\"stale\"", "\"active\"")
                .replaceFirst(
                        "\\{",
                        "{\"quiet\":true,\"running\":{\"tool\":\"Bash\",\"since\":\"%s\"},"
                                .formatted(Instant.now().minusSeconds(7 * 60 + 5)));
        api.answers("GET /api/v1/instances", 200, "{\"instances\":[%s],\"total_count\":1}".formatted(quiet));

        assertThat(run("list", "--status", "active")).isZero();

        assertThat(out.toString()).contains("quiet, running Bash for 7 min");
    }

    @Test
    void showTellsWhatAnAgentAsksItsUserForAsLongAsItIsThere() {
        api.answers("GET /api/v1/instances/8f4a", 200, INSTANCE.replace("\"stale\"", "\"active\""));
        api.answers("GET /api/v1/instances/8f4b", 200, INSTANCE);
        api.answers("GET /api/v1/instances/odin-PS-8f4a2b/context", 200, """
                {"awaited_input":{"message":"May I?","since":"2026-03-01T09:07:00Z","source":"event 3"},
                 "running_tool":{"tool":"Bash","target":"rm -rf build"}}
                """);

        assertThat(run("show", "8f4a")).isZero();
        assertThat(run("show", "8f4b")).isZero();

        assertThat(out.toString())
                .contains("Needs input  “May I?” for Bash rm -rf build", "Was running  Bash rm -rf build");
    }

    @Test
    @Tag("R104")
    void handoffPrintsTheDocument() {
        api.answers("GET /api/v1/instances/8f4a", 200, INSTANCE);
        api.answers("GET /api/v1/instances/odin-PS-8f4a2b/handoff", 200, "# Where it stood\n\u001b[31mred\n");

        assertThat(run("handoff", "8f4a")).isZero();

        assertThat(out).hasToString("# Where it stood\nred\n");
    }

    @Test
    void aHandoffThatThereIsNotIsRefused() {
        api.answers("GET /api/v1/instances/8f4a", 200, INSTANCE);

        assertThat(run("handoff", "8f4a")).isEqualTo(1);

        assertThat(err.toString()).contains("no such path");
    }

    @Test
    void listForProgramsIsTheDocumentItself() throws IOException {
        var document = "{\"instances\":[%s],\"total_count\":1}".formatted(INSTANCE);
        api.answers("GET /api/v1/instances", 200, document);

        assertThat(run("list", "--json")).isZero();

        var json = new ObjectMapper();
        assertThat(json.readTree(out.toString())).isEqualTo(json.readTree(document));
    }

    @Test
    void listLeavesOutWhatIsClosed() {
        api.answers("GET /api/v1/instances", 200, "{\"instances\":[],\"total_count\":0}");

        assertThat(run("list")).isZero();

        assertThat(api.asked())
                .extracting(FakeApi.Asked::request)
                .satisfiesExactly(
                        active -> assertThat(active).contains("status=active"),
                        stale -> assertThat(stale).contains("status=stale"));
        assertThat(out.toString()).contains("--all");
    }

    @Test
    void listShowsEverythingWhenAskedForAll() {
        api.answers("GET /api/v1/instances", 200, "{\"instances\":[%s],\"total_count\":1}".formatted(INSTANCE));

        assertThat(run("list", "--all")).isZero();

        assertThat(api.asked())
                .singleElement()
                .satisfies(asked -> assertThat(asked.request()).doesNotContain("status"));
        assertThat(out.toString()).contains("odin-PS-8f4a2b");
    }

    @Test
    void showTellsWhoAndWhereAndWhatItWasDoing() {
        api.answers("GET /api/v1/instances/8f4a", 200, INSTANCE);
        api.answers("GET /api/v1/instances/odin-PS-8f4a2b/context", 200, """
                {"goal":{"first_prompt":{"text":"Fix the\\nlogin"},"latest_prompt":{"text":"now the tests"}},
                 "files":[{"path":"src/Login.java","status":"modified"}],"files_omitted":3,
                 "tests":{"passed":10,"failed":1,"failing":["LoginTest.locksOut"]},
                 "git":{"branch":"epic-003","recent_commits":[{"hash":"abc1234","message":"Add login"}],"uncommitted":["src/Login.java"]},
                 "last_commands":[{"action":"run","tool":"Bash","target":"mvn test","success":false}],
                 "open_errors":[{"tool":"Bash","target":"mvn test","message":"exit 1"}]}
                """);

        assertThat(run("show", "8f4a")).isZero();

        assertThat(out).hasToString("""
                  odin-PS-8f4a2b
                  Machine      odin3
                  Directory    /srv/odin
                  Agent        claude-code
                  Status       stale, heard of 2 h ago
                  Context      42%
                  Epic         epic-003

                Goal
                  “Fix the login”
                  “now the tests”

                Files
                  modified src/Login.java
                  … and 3 more

                Tests
                  10 passed, 1 failed
                  failing: LoginTest.locksOut

                Git
                  on branch epic-003

                Recent commits
                  abc1234 Add login

                Uncommitted
                  src/Login.java

                Last commands
                  ✗ Bash mvn test

                Open errors
                  Bash mvn test: exit 1
                """);
    }

    @Test
    void showTellsWhatGitSaidAndWhatWasCleared() {
        api.answers(
                "GET /api/v1/instances/8f4a",
                200,
                INSTANCE.replaceFirst(
                        "\\{", "{\"previous_instance_id\":\"odin-PS-33cc44\",\"link_confidence\":\"low\","));
        api.answers("GET /api/v1/instances/odin-PS-8f4a2b/context", 200, """
                {"git":{"branch":"main","upstream":"origin/main","ahead":2,"behind":0,"observed":true,
                        "recent_commits":[{"hash":"0bd1f744169f61d18bb43b077a70ac67d537a76d","message":"Round"}],
                        "unmerged":["b.js"],"uncommitted":["a.js","b.js"],"uncommitted_omitted":7}}
                """);

        assertThat(run("show", "8f4a")).isZero();

        assertThat(out.toString())
                .contains("Cleared from odin-PS-33cc44 (perhaps)")
                .endsWith("""

                        Git
                          on branch main, 2 ahead of and 0 behind origin/main

                        Recent commits
                          0bd1f744169f Round

                        In conflict
                          b.js

                        Uncommitted
                          a.js
                          b.js
                          … and 7 more
                        """);
    }

    @Test
    void anInstanceWithoutAWorkStateIsShownAllTheSame() {
        api.answers("GET /api/v1/instances/8f4a", 200, INSTANCE);

        assertThat(run("show", "8f4a")).isZero();

        assertThat(out.toString()).contains("odin-PS-8f4a2b", "Nothing is recorded of its work yet.");
    }

    @Test
    void anIdThatFitsSeveralPrintsThemAndIsFour() {
        api.answers("GET /api/v1/instances/8f4a", 300, TWO_FIT);

        assertThat(run("show", "8f4a")).isEqualTo(4);

        assertThat(out.toString()).contains("odin-PS-8f4a2b", "odin-PS-8f4aff");
    }

    @Test
    void resumePrintsTheContextWithoutWhatATerminalWouldObey() {
        api.answers("POST /api/v1/resume", 200, """
                {"outcome":"resumed","context_markdown":"# Resumed\\n\\nGoal: \\u001b]0;x\\u0007login"}""");

        assertThat(run("resume", "odin", "--choice", "2", "--list-id", "L7", "--dir", data.toString()))
                .isZero();

        assertThat(out).hasToString("# Resumed\n\nGoal: login\n");
        assertThat(api.asked().getFirst().body())
                .contains("\"hint\":\"odin\"", "\"choice\":2", "\"list_id\":\"L7\"", "\"force\":false")
                .contains("\"include_closed\":false", "\"host_machine\":", "\"working_directory\":\"" + data + "\"");
    }

    @Test
    @Tag("R52")
    void aChoiceAloneIsFromTheListThatTheServerRemembers() {
        run("resume", "--choice", "2");

        assertThat(api.asked().getFirst().body()).contains("\"choice\":2").doesNotContain("list_id", "client_session");
    }

    @Test
    void theDirectoryOfTheCommandIsNotTheDirectoryOfTheWork() {
        run("resume", "odin");

        assertThat(api.asked().getFirst().body()).doesNotContain("working_directory", "project");
    }

    @Test
    @Tag("R52")
    void withoutAHintItIsTheNewestOfTheProjectThatTheDirectoryIsNamedAfter() throws IOException {
        run("resume", "--dir", Files.createDirectory(data.resolve("My Shop")).toString());
        run("resume");

        assertThat(api.asked().getFirst().body())
                .contains("\"project\":\"my-shop\"")
                .doesNotContain("hint");
        assertThat(api.asked().getLast().body())
                .contains("\"project\":\"cli\"", "\"working_directory\":\"" + java.io.File.separator);
    }

    @Test
    void theWorkGoesOnInADirectoryThatIsThere() {
        assertThat(run("resume", "odin", "--dir", "/nowhere")).isEqualTo(2);
        assertThat(run("resume", "odin", "--dir", "")).isEqualTo(2);

        assertThat(api.asked()).isEmpty();
        assertThat(err.toString()).contains("--dir '/nowhere' is no directory here.", "--dir '' is no directory here.");
    }

    @Test
    @Tag("R52")
    void whereOnlyOtherProjectsHaveAnyTheUserChooses() {
        api.answers(
                "POST /api/v1/resume",
                300,
                TWO_FIT.replace(
                        "\"project\"", "\"latest_elsewhere\",\"message\":\"None of this project, but 2 of others\""));

        assertThat(run("resume")).isEqualTo(4);

        assertThat(out.toString()).startsWith("None of this project, but 2 of others:\n");
    }

    @Test
    @Tag("R52")
    void theOnlyOneThatThereIsNeedsNoChoice() {
        api.answers("POST /api/v1/resume", 300, """
                {"rule":"latest_elsewhere","list_id":"L8","matches":[{"n":1,"instance_id":"odin-PS-8f4a2b"}]}""");

        run("resume");

        assertThat(api.asked().getLast().body()).contains("\"choice\":1", "\"list_id\":\"L8\"");
    }

    @Test
    void forceIsUsedWithTheTokenOfTheOperator() throws IOException {
        Files.writeString(data.resolve("operator-token"), "operator's\n");
        api.answers("POST /api/v1/resume", 300, TWO_FIT);

        assertThat(run("resume", "odin", "--force")).isEqualTo(4);

        var asked = api.asked().getFirst();
        assertThat(asked.authorization()).isEqualTo("Bearer operator's");
        assertThat(asked.body()).contains("\"force\":true");
        assertThat(out.toString())
                .contains("./continuity resume --data %s --force --choice N --list-id L7".formatted(data));
    }

    @Test
    void whoFindsNothingToResumeIsToldOfWhatWasFinished() {
        api.answers("POST /api/v1/resume", 404, """
                {"status":404,"code":"instance_not_found","detail":"No interrupted session is in reach"}""");

        assertThat(run("resume")).isEqualTo(1);
        assertThat(run("resume", "--include-closed")).isEqualTo(1);

        assertThat(err).hasToString("""
                No interrupted session is in reach. --include-closed also offers what was finished.
                No interrupted session is in reach. ./continuity list shows what there is.
                """);
    }

    @Test
    void aHintThatFitsSeveralPrintsANumberedListAndIsFour() {
        api.answers("POST /api/v1/resume", 300, TWO_FIT);

        assertThat(run("resume", "odin")).isEqualTo(4);

        assertThat(out).hasToString("""
                Several instances fit:
                N  INSTANCE        MACHINE  STATUS  EPIC  AGE    AGENT        DIRECTORY
                1  odin-PS-8f4a2b  odin3    stale   —     2 min  claude-code  …/projects/customers/odin
                   “Round the cents”
                2  odin-PS-8f4aff  —        closed  003   30 s   —            —
                Choose one: ./continuity resume --data %s --choice N --list-id L7
                """.formatted(data));
    }

    @Test
    void aRefusalIsOneSentenceWithTheWayOutAndIsOne() {
        api.answers("POST /api/v1/resume", 409, """
                {"status":409,"code":"instance_active","detail":"odin-PS-8f4a2b sent a heartbeat 40 s ago"}""");

        assertThat(run("resume", "8f4a2b")).isEqualTo(1);

        assertThat(err).hasToString("odin-PS-8f4a2b sent a heartbeat 40 s ago\n");
    }

    @Test
    void aMissingInstanceIsOne() {
        api.answers("GET /api/v1/instances/zzzz", 404, """
                {"status":404,"code":"instance_not_found","detail":"No instance fits \\"zzzz\\"."}""");

        assertThat(run("show", "zzzz")).isEqualTo(1);

        assertThat(err).hasToString("No instance fits \"zzzz\". ./continuity list shows what there is.\n");
    }

    @Test
    void anIdIsOnlyEverOneSegmentOfThePath() {
        run("show", "../tokens?x=1#y");

        assertThat(api.asked().getFirst().request()).isEqualTo("GET /api/v1/instances/..%2Ftokens%3Fx%3D1%23y");
    }

    @Test
    void purgeRemovesTheInstanceThatFitsWithTheTokenOfTheOperator() throws IOException {
        Files.writeString(data.resolve("operator-token"), "operator's\n");
        api.answers("GET /api/v1/instances/8f4a", 200, INSTANCE);
        api.answers("DELETE /api/v1/instances/odin-PS-8f4a2b", 202, "{\"instance_id\":\"odin-PS-8f4a2b\"}");

        assertThat(run("purge", "8f4a", "--reason", "asked by its owner", "--yes"))
                .isZero();

        assertThat(api.asked())
                .hasSize(2)
                .allMatch(asked -> asked.authorization().equals("Bearer operator's"));
        assertThat(api.asked().getLast().body()).isEqualTo("{\"reason\":\"asked by its owner\"}");
        assertThat(out).hasToString("odin-PS-8f4a2b is removed; the other services follow within seconds.\n");
    }

    @Test
    void purgeWithoutATerminalNeedsYes() throws IOException {
        Files.writeString(data.resolve("operator-token"), "operator's\n");
        api.answers("GET /api/v1/instances/8f4a", 200, INSTANCE);

        assertThat(run("purge", "8f4a", "--reason", "why")).isEqualTo(2);
        assertThat(run("purge", "8f4a", "--yes")).isEqualTo(2);

        assertThat(err.toString()).contains("--yes purges without a question", "--reason");
        assertThat(api.asked()).noneMatch(asked -> asked.request().startsWith("DELETE"));
    }

    @Test
    void purgeOfAnAmbiguousIdRemovesNothing() throws IOException {
        Files.writeString(data.resolve("operator-token"), "operator's\n");
        api.answers("GET /api/v1/instances/8f4a", 300, TWO_FIT);

        assertThat(run("purge", "8f4a", "--reason", "why", "--yes")).isEqualTo(4);

        assertThat(api.asked()).hasSize(1);
    }

    @Test
    void aSystemIsFoundByItsFirstPortToo() throws IOException {
        api.answers("GET /api/v1/instances", 200, "{\"instances\":[],\"total_count\":0}");
        knownUrl("http://127.0.0.1:1");

        assertThat(run("list", "--port-base", api.url().replaceAll(".*:", ""))).isZero();
        assertThat(run("list", "--port-base", "80")).isEqualTo(2);
    }

    @Test
    void aSystemThatIsNotThereIsThree() throws IOException {
        try (var free = new ServerSocket(0)) {
            knownUrl("http://127.0.0.1:" + free.getLocalPort());
        }

        assertThat(run("list")).isEqualTo(3);

        assertThat(err.toString())
                .contains("No answer from http://127.0.0.1:", "./continuity up --data " + data)
                .hasLineCount(1);
    }

    @Test
    void aSickSystemIsThreeToo() {
        api.answers("GET /api/v1/instances", 503, """
                {"status":503,"code":"unavailable","detail":"The database does not answer."}""");

        assertThat(run("list")).isEqualTo(3);
    }

    @Test
    void withoutATokenNothingIsAsked() throws IOException {
        Files.delete(data.resolve("token"));

        assertThat(run("list")).isEqualTo(1);

        assertThat(err.toString()).contains("CONTINUITY_TOKEN");
        assertThat(api.asked()).isEmpty();
    }

    @Test
    void wrongUsageIsTwo() {
        assertThat(run("show", "one", "two")).isEqualTo(2);
        assertThat(run("resume", "odin", "--choice", "first")).isEqualTo(2);
        assertThat(run("up", "--port-base", "80")).isEqualTo(2);
        assertThat(run("logs", "nothing")).isEqualTo(2);
    }

    @Test
    void whenNothingRunsDownIsFineAndStatusIsThree() throws IOException {
        Files.delete(data.resolve("run.json"));

        assertThat(run("down")).isZero();
        assertThat(run("status")).isEqualTo(3);

        assertThat(out.toString()).contains("Nothing is running");
    }
}
