package continuity.commandlog.derive;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reports as the runners print them; those of jest, vitest, mocha, cargo and ctest were captured. */
@Tag("R22")
class TestFormatsTest {

    @Test
    void jest() {
        var run = only("""
                FAIL ./cart.test.js
                  Cart
                    ✓ adds (27 ms)
                    ✕ rounds (28 ms)
                    ○ skipped later
                    ✎ todo x

                  ● Cart › rounds

                    expect(received).toBe(expected) // Object.is equality

                Test Suites: 1 failed, 1 total
                Tests:       1 failed, 1 skipped, 1 todo, 1 passed, 4 total
                Snapshots:   0 total
                Time:        3.262 s
                Ran all test suites.
                """);

        assertThat(run).isEqualTo(new TestRun("jest", 1, 1, 2, 3.262, List.of("Cart › rounds")));
        assertThat(only("Tests:       3 passed, 3 total\nTime:        0.5 s, estimated 2 s"))
                .isEqualTo(new TestRun("jest", 3, 0, 0, 0.5, List.of()));
        assertThat(only("Tests:       2 failed, 1 todo, 3 total")).isEqualTo(failed("jest", 0, 2, 1));
    }

    @Test
    void vitestInColours() {
        var run = only("""
                [31m     [31m×[31m rounds[39m[32m 14[2mms[22m[39m

                [31m⎯⎯⎯⎯⎯⎯⎯[39m[1m[41m Failed Tests 1 [49m[22m[31m⎯⎯⎯⎯⎯⎯⎯[39m

                [41m[1m FAIL [22m[49m cart.test.mjs[2m > [22mCart[2m > [22mrounds

                [2m Test Files [22m [1m[31m1 failed[39m[22m[90m (1)[39m
                [2m      Tests [22m [1m[31m1 failed[39m[22m[2m | [22m[1m[32m1 passed[39m[22m[2m | [22m[33m1 skipped[39m[2m | [22m[90m1 todo[39m[90m (4)[39m
                [2m   Start at [22m 22:10:51
                [2m   Duration [22m 2.41s[2m (transform 36ms, setup 0ms, import 68ms, tests 23ms, environment 0ms)[22m
                """.replaceAll("\\[(?=\\d{1,2}m)", "\u001B["));

        assertThat(run).isEqualTo(new TestRun("vitest", 1, 1, 2, 2.41, List.of("cart.test.mjs > Cart > rounds")));
    }

    @Test
    void mocha() {
        var run = only("""
                  Cart
                    ✔ adds
                    1) rounds
                    - later


                  1 passing (23ms)
                  1 pending
                  1 failing

                  1) Cart
                       rounds:
                     Error: boom
                """);

        assertThat(run).isEqualTo(new TestRun("mocha", 1, 1, 1, 0.023, List.of("rounds")));
        assertThat(only("  12 passing (2m)")).isEqualTo(new TestRun("mocha", 12, 0, 0, 120.0, List.of()));
    }

    @Test
    void cargoWithUnitAndDocumentationTests() {
        var run = only("""
                running 3 tests
                test tests::adds ... ok
                test tests::slow ... ignored
                test tests::rounds ... FAILED

                failures:
                    tests::rounds

                test result: FAILED. 1 passed; 1 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.18s

                error: test failed, to rerun pass `--lib`
                   Doc-tests shop

                running 1 test
                test src/lib.rs - total (line 1) ... ok

                test result: ok. 1 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.88s
                """);

        assertThat(run).isEqualTo(new TestRun("cargo", 2, 1, 1, 1.06, List.of("tests::rounds")));
    }

    @Test
    void gradleWhichSaysNothingOfSuccess() {
        var run = only("""
                > Task :test FAILED

                CartTest > rounds() FAILED
                    org.opentest4j.AssertionFailedError at CartTest.java:12

                5 tests completed, 1 failed, 1 skipped

                BUILD FAILED in 1m 2s
                """);

        assertThat(run).isEqualTo(new TestRun("gradle", 3, 1, 1, 62.0, List.of("CartTest > rounds()")));
        assertThat(find("BUILD SUCCESSFUL in 2s\n3 actionable tasks: 3 executed"))
                .isNull();
    }

    @Test
    void rspec() {
        var run = only("""
                .*F

                Finished in 1 minute 2.5 seconds (files took 0.08 seconds to load)
                3 examples, 1 failure, 1 pending

                Failed examples:

                rspec ./spec/cart_spec.rb:7 # Cart rounds half up
                """);

        assertThat(run).isEqualTo(new TestRun("rspec", 1, 1, 1, 62.5, List.of("Cart rounds half up")));
        assertThat(only("0 examples, 0 failures, 1 error occurred outside of examples"))
                .isEqualTo(failed("rspec", 0, 1, 0));
    }

    @Test
    void phpunit() {
        var run = only("""
                There was 1 failure:

                1) Shop\\Tests\\CartTest::testRounds
                Failed asserting that 895 matches expected 896.

                Time: 00:01.250, Memory: 8.00 MB
                FAILURES!
                Tests: 5, Assertions: 7, Failures: 1, Errors: 1, Skipped: 1.
                """);

        assertThat(run).isEqualTo(new TestRun("phpunit", 2, 2, 1, 1.25, List.of("Shop\\Tests\\CartTest::testRounds")));
        assertThat(only("OK (1 test, 1 assertion)")).isEqualTo(new TestRun("phpunit", 1, 0, 0, null, List.of()));
    }

    @Test
    void dotnet() {
        var run = only("""
                  Failed Shop.Tests.CartTests.Rounds [12 ms]
                Failed!  - Failed:     1, Passed:     3, Skipped:     1, Total:     5, Duration: 1 m 2 s - Shop.Tests.dll (net8.0)
                Passed!  - Failed:     0, Passed:     2, Skipped:     0, Total:     2, Duration: < 1 ms - Api.Tests.dll (net8.0)
                """);

        assertThat(run).isEqualTo(new TestRun("dotnet", 5, 1, 1, 62.001, List.of("Shop.Tests.CartTests.Rounds")));
    }

    @Test
    void ctest() {
        var run = only("""
                1/3 Test #1: adds .............................   Passed    0.06 sec
                2/3 Test #2: rounds ...........................***Failed    0.02 sec
                3/3 Test #3: totals ...........................   Passed    0.00 sec

                67% tests passed, 1 tests failed out of 3

                Total Test time (real) =   0.09 sec

                The following tests FAILED:
                \t  2 - rounds (Failed)
                Errors while running CTest
                """);

        assertThat(run).isEqualTo(new TestRun("ctest", 2, 1, 0, 0.09, List.of("rounds")));
        assertThat(only("100% tests passed, 0 tests failed out of 1"))
                .isEqualTo(new TestRun("ctest", 1, 0, 0, null, List.of()));
    }

    @Test
    void aFileThatCannotBeLoadedIsAFailure() {
        var jest = only("""
                FAIL ./cart.test.js
                  ● Test suite failed to run

                    Cannot find module './cart'

                Test Suites: 1 failed, 1 passed, 2 total
                Tests:       11 passed, 11 total
                """);
        var vitest = only("""
                ⎯⎯⎯⎯⎯⎯ Failed Suites 1 ⎯⎯⎯⎯⎯⎯⎯

                 FAIL  cart.test.mjs [ cart.test.mjs ]
                Error: Cannot find module './cart'

                 Test Files  1 failed | 1 passed (2)
                      Tests  11 passed (11)
                """);
        var maven = only("""
                [INFO] Tests run: 5, Failures: 0, Errors: 0, Skipped: 0
                [ERROR] COMPILATION ERROR :\s
                """);

        assertThat(jest).isEqualTo(new TestRun("jest", 11, 1, 0, null, List.of("Test suite failed to run")));
        assertThat(vitest).isEqualTo(new TestRun("vitest", 11, 1, 0, null, List.of("cart.test.mjs [ cart.test.mjs ]")));
        assertThat(maven).isEqualTo(new TestRun("maven", 5, 1, 0, null, List.of()));
        assertThat(find("[ERROR] COMPILATION ERROR :")).isNull();
    }

    @Test
    void nextest() {
        var run = only("""
                        PASS [   0.004s] shop cart::adds
                        FAIL [   0.005s] shop cart::rounds
                    Summary [   0.009s] 3 tests run: 1 passed, 1 failed, 1 skipped
                        FAIL [   0.005s] shop cart::rounds
                """);

        assertThat(run).isEqualTo(new TestRun("nextest", 1, 1, 1, null, List.of("shop cart::rounds")));
    }

    @Test
    void goCountsPackages() {
        var run = only("""
                --- FAIL: TestTotal (0.00s)
                    --- FAIL: TestTotal/with_tax (0.00s)
                        cart_test.go:9: got 4, want 3
                FAIL
                FAIL\tshop/cart\t0.004s
                # shop/pay
                pay/pay.go:3:1: syntax error: unexpected }
                FAIL\tshop/pay [build failed]
                ok  \tshop/stock\t(cached)
                ok  \tshop/user\t1.500s\tcoverage: 83.1% of statements
                ?   \tshop/web\t[no test files]
                FAIL
                """);

        assertThat(run)
                .isEqualTo(new TestRun("go", 2, 2, 0, 1.504, List.of("TestTotal", "TestTotal/with_tax", "shop/pay")));
    }

    @Test
    void bun() {
        var run = only("""
                bun test v1.1.38

                cart.test.ts:
                ✓ cart > adds [0.05ms]
                error: expect(received).toBe(expected)
                ✗ cart > rounds [1.00ms]

                 1 pass
                 1 fail
                 2 expect() calls
                Ran 2 tests across 1 files. [20.00ms]
                """);

        assertThat(run).isEqualTo(new TestRun("bun", 1, 1, 0, 0.02, List.of("cart > rounds")));
    }

    @Test
    void deno() {
        var run = only("""
                running 2 tests from ./cart_test.ts
                adds ... ok (1ms)
                rounds half up ... FAILED (3ms)

                 ERRORS

                rounds half up => ./cart_test.ts:3:6
                error: AssertionError: Values are not equal.

                 FAILURES

                rounds half up => ./cart_test.ts:3:6

                FAILED | 1 passed (2 steps) | 1 failed (10ms)
                """);

        assertThat(run).isEqualTo(new TestRun("deno", 1, 1, 0, 0.01, List.of("rounds half up")));
        assertThat(only("ok | 3 passed | 0 failed | 1 ignored (1s)"))
                .isEqualTo(new TestRun("deno", 3, 0, 1, 1.0, List.of()));
    }

    @Test
    void playwright() {
        var run = only("""
                Running 3 tests using 1 worker
                  ✓  1 [chromium] › cart.spec.ts:3:1 › opens (1.0s)
                  ✘  2 [chromium] › cart.spec.ts:9:1 › pays (2.0s)

                  1) [chromium] › cart.spec.ts:9:1 › pays ──────────────────────

                    Error: expect(received).toBe(expected)

                  1 failed
                    [chromium] › cart.spec.ts:9:1 › pays ──────────────────────
                  1 skipped
                  1 passed (4.0s)
                """);

        assertThat(run)
                .isEqualTo(new TestRun("playwright", 1, 1, 1, 4.0, List.of("[chromium] › cart.spec.ts:9:1 › pays")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ok  \tshop/cart\t0.003s [no tests to run]",
                "?   \tshop/cart\t[no test files]",
                "1..2\nok 1 adds\nnot ok 2 rounds", // TAP says how many only one by one
                "3 tests, 0 failures", // Bats or ExUnit
                "1 failing", // mocha's last line alone
                "Tests:       0 total",
                "All 3 tests passed",
                "I think 3 examples, 1 failure remain",
                "Finished in 3 seconds",
            })
    void whatIsNoReportIsNotGuessed(String output) {
        assertThat(find(output)).isNull();
    }

    @Test
    void numbersOfAnySizeAreTaken() {
        assertThat(only("99% tests passed, 999999999 tests failed out of 999999999\n".repeat(3)))
                .isEqualTo(failed("ctest", 0, Integer.MAX_VALUE, 0));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "  ● ",
                "Tests:       1 failed, ",
                "Tests  1 failed | ",
                "1 passing (",
                "test result: ok. 1 passed; ",
                "test x ... ",
                "1 tests completed, 1 failed",
                "a > b FAILE",
                "1 example, 1 failure, 1 a",
                "rspec x # ",
                "Tests: 1, Assertions: 1, A: 1",
                "1) a\\a",
                " Failed a [",
                " Failed [[",
                "1 - a (",
                "1% tests passed, ",
                "FAILED a::b - ",
                "not ok 1 - # TOD",
                "  1) a › ",
                "ok | 1 passed (1",
                "a => b:1:1",
                "       a:b",
                "Failed! - Failed:     1, "
            })
    void staysLinearWhateverItReads(String piece) {
        var line = piece.repeat(ToolOutput.MAX_LENGTH / piece.length());

        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(30), () -> {
            for (int i = 0; i < 10; i++) {
                find(line);
            }
        });
    }

    private static TestRun failed(String type, int passed, int failed, int skipped) {
        return new TestRun(type, passed, failed, skipped, null, List.of());
    }

    private static TestRun only(String output) {
        var runs = runs(output);
        assertThat(runs).hasSize(1);
        return runs.getFirst();
    }

    private static @Nullable TestRun find(String output) {
        return runs(output).stream().findFirst().orElse(null);
    }

    private static List<TestRun> runs(String output) {
        var lines = ToolOutput.lines(Commands.bash("make test", output));
        return TestFormats.ALL.stream()
                .flatMap(format -> format.read(lines).stream())
                .toList();
    }
}
