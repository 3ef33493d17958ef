package continuity.commandlog.derive;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("R22")
class TestRuleTest {

    @Test
    void findsTheTestRunsOfARecordedSession() {
        var runs = Commands.recorded("01-normal-headless").stream()
                .flatMap(command -> TestRule.find(command).stream())
                .toList();

        assertThat(runs).extracting(Finding::eventType).containsExactly("test_failed", "test_failed", "test_passed");
        assertThat(runs.getFirst().eventData())
                .containsEntry("test_type", "node")
                .containsEntry("passed_count", 1)
                .containsEntry("failed_count", 1)
                .containsEntry("skipped_count", 0)
                .containsEntry("duration_seconds", 0.148)
                .containsEntry("failing", List.of("discount of 10 percent"))
                .containsEntry("error_summary", "1 of 2 failed: discount of 10 percent")
                .containsEntry("command", "npm test 2>&1 | tail -40; exit ${PIPESTATUS[0]}");
        assertThat(runs.getLast().eventData())
                .containsEntry("passed_count", 2)
                .containsEntry("failed_count", 0)
                .containsEntry("duration_seconds", 0.14);
    }

    @Test
    void readsNodesReportForPeople() {
        var output = """
                ✔ total adds up (1.136694ms)
                ✖ discount of 10 percent (1.059259ms)
                ℹ tests 3
                ℹ suites 0
                ℹ pass 1
                ℹ fail 1
                ℹ cancelled 1
                ℹ skipped 0
                ℹ todo 0
                ℹ duration_ms 101.2

                ✖ failing tests:

                test at test/cart.test.js:9:1
                ✖ discount of 10 percent (1.059259ms)
                """;

        var run = only("npm test", output);

        assertThat(run.eventType()).isEqualTo("test_failed");
        assertThat(run.eventData())
                .containsEntry("passed_count", 1)
                .containsEntry("failed_count", 2)
                .containsEntry("failing", List.of("discount of 10 percent"));
    }

    @Test
    void aGroupOfNodesTestsIsNoTest() {
        var tap = """
                # Subtest: edges
                    # Subtest: an empty cart
                    not ok 1 - an empty cart
                      ---
                      duration_ms: 0.3
                      ...
                    1..1
                not ok 1 - edges
                  ---
                  duration_ms: 0.8
                  type: 'suite'
                  ...
                # tests 1
                # suites 1
                # pass 0
                # fail 1
                """;
        var forPeople = """
                ▶ edges
                  ✖ an empty cart (0.3ms)
                ✖ edges (0.8ms)
                ℹ pass 0
                ℹ fail 1

                ✖ failing tests:

                test at test/edge.test.js:6:3
                ✖ an empty cart (0.3ms)
                """;

        assertThat(only("node --test", tap).eventData()).containsEntry("failing", List.of("an empty cart"));
        assertThat(only("node --test", forPeople).eventData()).containsEntry("failing", List.of("an empty cart"));
    }

    @Test
    void readsUnittest() {
        var output = """
                ..FEs
                ======================================================================
                ERROR: tests.slow (unittest.loader._FailedTest.tests.slow)
                ----------------------------------------------------------------------
                ImportError: Failed to import test module: slow
                ======================================================================
                FAIL: test_withdraw (tests.test_account.AccountTest.test_withdraw)
                ----------------------------------------------------------------------
                AssertionError: 7 != 8
                ----------------------------------------------------------------------
                Ran 5 tests in 0.012s

                FAILED (failures=1, errors=1, skipped=1)
                """;

        var run = only("python3 -m unittest", output);

        assertThat(run.eventType()).isEqualTo("test_failed");
        assertThat(run.eventData())
                .containsEntry("test_type", "unittest")
                .containsEntry("passed_count", 2)
                .containsEntry("failed_count", 2)
                .containsEntry("skipped_count", 1)
                .containsEntry("duration_seconds", 0.012)
                .containsEntry(
                        "failing",
                        List.of(
                                "tests.slow (unittest.loader._FailedTest.tests.slow)",
                                "test_withdraw (tests.test_account.AccountTest.test_withdraw)"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Ran 1 test in 0.001s\n\nOK", "Ran 3 tests in 1.5s\n\nOK (skipped=1, expected failures=1)"})
    void readsEveryFormOfUnittestsSuccess(String output) {
        assertThat(only("python3 -m unittest", output).eventType()).isEqualTo("test_passed");
    }

    @Test
    void readsPytest() {
        var output = """
                tests/test_cart.py ..F.s                                            [100%]
                =================================== FAILURES ===================================
                =========================== short test summary info ============================
                FAILED tests/test_cart.py::test_discount - AssertionError: assert 895 == 896
                ==================== 1 failed, 3 passed, 2 skipped in 0.12s ====================
                """;

        var run = only("python -m pytest", output);

        assertThat(run.eventType()).isEqualTo("test_failed");
        assertThat(run.eventData())
                .containsEntry("test_type", "pytest")
                .containsEntry("passed_count", 3)
                .containsEntry("failed_count", 1)
                .containsEntry("skipped_count", 2)
                .containsEntry("duration_seconds", 0.12)
                .containsEntry("failing", List.of("tests/test_cart.py::test_discount"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "3 passed in 0.12s",
                "\u001B[32m======== \u001B[32m\u001B[1m3 passed\u001B[0m, 1 warning in 0.12s\u001B[0m\u001B[32m ========\u001B[0m",
                "=== 3 passed, 1 xfailed, 2 deselected in 65.10s (0:01:05) ===",
            })
    void readsEveryFormOfPytestsSummary(String line) {
        assertThat(only("pytest -q", line).eventType()).isEqualTo("test_passed");
    }

    @Test
    void readsMaven() {
        var output = """
                [INFO] Tests run: 4, Failures: 0, Errors: 0, Skipped: 0, Time elapsed: 0.1 s -- in shop.TotalTest
                [ERROR] Tests run: 1, Failures: 1, Errors: 0, Skipped: 0, Time elapsed: 0.1 s <<< FAILURE! -- in shop.CartTest
                [INFO] Results:
                [INFO]
                [ERROR] Failures:
                [ERROR]   CartTest.roundsHalfUp:12 expected: <896> but was: <895>
                [ERROR]   CartTest.adds:20->check:30 boom
                [INFO]
                [ERROR] Tests run: 5, Failures: 1, Errors: 1, Skipped: 1
                [INFO]
                [INFO] Total time:  01:02 min
                """;

        var run = only("./mvnw -B verify", output);

        assertThat(run.eventType()).isEqualTo("test_failed");
        assertThat(run.eventData())
                .containsEntry("test_type", "maven")
                .containsEntry("passed_count", 2)
                .containsEntry("failed_count", 2)
                .containsEntry("skipped_count", 1)
                .containsEntry("duration_seconds", 62.0)
                .containsEntry("failing", List.of("CartTest.roundsHalfUp", "CartTest.adds"));
    }

    @Test
    void withoutATimeInTheOutputTheCallsOwnCounts() {
        var run = only("mvn test", "[INFO] Tests run: 5, Failures: 0, Errors: 0, Skipped: 0");

        assertThat(run.eventData()).containsEntry("duration_seconds", 1.61);
    }

    @Test
    void whatStillRunsMayHaveFailedAlreadyButHasNotPassed() {
        var line = Map.<String, Object>of("command", "./mvnw verify");
        var passing = "[INFO] Tests run: 5, Failures: 0, Errors: 0, Skipped: 0";
        var failing = "[ERROR] Tests run: 5, Failures: 1, Errors: 0, Skipped: 0";

        assertThat(TestRule.find(Commands.command("Bash", line, passing, null, null)))
                .isEmpty();
        assertThat(TestRule.find(Commands.command("Bash", line, failing, null, null)))
                .extracting(Finding::eventType)
                .containsExactly("test_failed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"cat test.log", "cd out && grep -n passed test.log | tail -3", "git diff", "tail -5 log"})
    void showingAnOldReportIsNoTestRun(String line) {
        assertThat(TestRule.find(Commands.bash(line, "=== 3 passed in 0.12s ===")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no tests ran in 0.01s", "# pass 2", "# pass many\n# fail 0", "Tests run: 1"})
    void whatIsNoSummaryIsNoTestRun(String output) {
        assertThat(TestRule.find(Commands.bash("make", output))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1 failed, ", "not ok 1 - ", "[ERROR]   a.b", "= ", "✖ (", "[a ", "Tests run: 1, ", "0"})
    void staysLinearWhateverItReads(String piece) {
        var command = Commands.bash("npm test; git commit -m x", piece.repeat(200_000 / piece.length()));

        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(30), () -> DerivedEvents.of(command));
    }

    private static Finding only(String line, String output) {
        var found = TestRule.find(Commands.bash(line, output));
        assertThat(found).hasSize(1);
        return found.getFirst();
    }
}
