package continuity.commandlog.derive;

import continuity.commandlog.derive.TestFormat.Count;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The test runners whose reports are recognised, one entry each. They are known by their wording alone, since
 * {@code make test} runs any of them.
 *
 * <p>Left out on purpose: what only lists tests one by one (TAP), since a long output arrives shortened and would be
 * counted wrong; and what several runners word alike ({@code 3 tests, 0 failures}). Of Go, packages are counted: it
 * says no number of tests.
 */
final class TestFormats {

    private static final String SECONDS = "\\d{1,9}(?:\\.\\d{1,9})?+";

    static final List<TestFormat> ALL = List.of(
            format(
                    "maven",
                    Set.of(Count.TOTAL), // a compilation error alone is no test run
                    "(?:\\[[A-Z]++\\] )?(Tests run: \\d{1,9}, Failures: \\d{1,9}, Errors: \\d{1,9}, Skipped: \\d{1,9}"
                            + "|COMPILATION ERROR)(?:, Flakes: \\d{1,9}| :)?",
                    "(?:\\[INFO\\] )?Total time: {1,3}(\\d[\\d:.]{0,12} (?:s|min|h))",
                    "\\[ERROR\\] {2,4}([\\w$]++(?:\\.[\\w$]++)++).*"),
            new TestFormat(
                    "node",
                    Set.of(Count.PASSED, Count.FAILED),
                    Pattern.compile("(?:#|ℹ) ((?:pass|fail|cancelled|skipped) \\d{1,9})"),
                    Pattern.compile("(?:#|ℹ) duration_ms (" + SECONDS + ")"),
                    Pattern.compile("\\s*+not ok \\d++ - ((?:(?!# TODO|# SKIP).)*+)|\\s*+✖ (.*) \\([0-9.]++ms\\)"),
                    Pattern.compile("\\s++type: 'suite'"),
                    Pattern.compile("✖ failing tests:")),
            format(
                    "unittest",
                    "(?:Ran |OK \\(|FAILED \\()"
                            + "((?:\\d{1,9} tests?(?= in )|(?:failures|errors|skipped)=\\d{1,9})"
                            + "(?:, (?:failures|errors|skipped)=\\d{1,9})*+)"
                            + "(?: in (" + SECONDS + "s)|.*\\))",
                    null,
                    "(?:FAIL|ERROR): (\\S++ \\([\\w.]++\\).*+)"),
            format(
                    "pytest",
                    "=*+ ?((?:\\d{1,9} [a-z]++,? ?)++)in (" + SECONDS + "s)(?: \\([0-9:]++\\))? ?=*+",
                    null,
                    "(?:FAILED|ERROR) ([^\\s:]++::.*?|[^\\s:]{1,300}\\.py)(?: - .*)?"),
            format(
                    "jest",
                    "(?:Tests: {1,12}| {2}● )((?:\\d{1,9} [a-z]++, )*+\\d{1,9} total|Test suite failed to run)",
                    "Time: {1,12}(" + SECONDS + " m?s)(?:, estimated .*)?",
                    "  ● (.*)"),
            format(
                    "vitest",
                    "\\s*+(?:Tests  |⎯++ )((?:\\d{1,9} [a-z ]++(?:\\| )?)++|Failed Suites \\d{1,9})(?:\\(\\d{1,9}\\)| ⎯++)",
                    "\\s*+Duration  (" + SECONDS + "m?s)(?: \\(.*)?",
                    "\\s*+FAIL  (?!Tests failed\\.)(.*)"),
            format(
                    "mocha",
                    Set.of(Count.PASSED),
                    "\\s*+(\\d{1,9} (?:passing|pending|failing))(?: \\((\\d{1,9}(?:ms|s|m|h))\\))?",
                    null,
                    " {2}\\d{1,6}\\) (.*):| {7,40}+(\\S.*):"),
            format(
                    "cargo",
                    "test result: [A-Za-z]++\\. ((?:\\d{1,9} [a-z ]++; )++)finished in (" + SECONDS + "s)",
                    null,
                    "test (.*) \\.\\.\\. FAILED"),
            format(
                    "nextest",
                    "\\s*+Summary \\[ *+" + SECONDS + "s\\] {1,3}(\\d{1,9} tests? run: .*)",
                    null,
                    "\\s*+FAIL \\[ *+" + SECONDS + "s\\] (?:\\([ 0-9/]{1,20}+\\) )?(.*)"),
            format(
                    "gradle",
                    "(\\d{1,9} tests? completed(?:, \\d{1,9} (?:failed|skipped))++)",
                    "BUILD (?:FAILED|SUCCESSFUL) in (\\d[\\dhms ]{0,20}+)",
                    "(\\S++ > .*) FAILED"),
            format(
                    "rspec",
                    "(\\d{1,9} examples?, \\d{1,9} failures?(?:, \\d{1,9} [a-z ]++)*+)",
                    "Finished in (\\d[\\d.]{0,12}+ [a-z]++(?: \\d[\\d.]{0,12}+ seconds?)?)(?: \\(.*)?",
                    "rspec \\S++ # (.*)"),
            format(
                    "phpunit",
                    "(?:OK \\()?(\\d{1,9} tests?, \\d{1,9} assertions?"
                            + "|Tests: \\d{1,9}, Assertions: \\d{1,9}(?:, [A-Z][A-Za-z ]*+: \\d{1,9})*+)[.)]",
                    "Time: (\\d[\\d:.]{0,12}+), Memory: .*",
                    "\\d{1,6}\\) (\\w++(?:\\\\\\w++)*+::.*)"),
            format(
                    "dotnet",
                    "(?:Passed|Failed)! {1,3}- (Failed: {1,9}\\d{1,9}, Passed: {1,9}\\d{1,9}, Skipped: {1,9}\\d{1,9},"
                            + " Total: {1,9}\\d{1,9}), Duration: (?:< )?(\\d[\\dhms ]{0,20}) - .*",
                    null,
                    "\\s{1,4}Failed (\\S.*) \\[[^\\[\\]]{1,20}+\\]"),
            format(
                    "ctest",
                    "\\d{1,3}% tests passed, (\\d{1,9} tests failed out of \\d{1,9})",
                    "Total Test time \\(real\\) = {1,9}(" + SECONDS + " sec)",
                    "\\s++\\d++ - (.*) \\([A-Za-z ]++\\)"),
            format(
                    "bun",
                    Set.of(Count.PASSED, Count.FAILED),
                    " (\\d{1,9} (?:pass|fail|skip|todo))",
                    "Ran \\d{1,9} tests? across \\d{1,9} files?\\. \\[(" + SECONDS + "m?s)\\]",
                    "(?:\\(fail\\)|✗) (.*) \\[[0-9.]++m?s\\]"),
            format(
                    "deno",
                    "(?:ok|FAILED) \\| (\\d{1,9} passed.*) \\((\\d[\\dms]{0,20}+)\\)",
                    null,
                    "(\\S.*) => \\S{1,300}:\\d{1,6}:\\d{1,6}"),
            format(
                    "playwright",
                    " {2}(\\d{1,9} (?:failed|passed|skipped|interrupted))(?: \\((\\d[\\d.]{0,12}+m?[sh])\\))?",
                    null,
                    " {2}\\d{1,6}\\) ((?:\\[\\S{1,100}\\] › )?\\S++ › .*?)[ ─]*"),
            format(
                    "go",
                    "(ok|FAIL) {0,2}\\t\\S++(?:\\t(?!.*\\[no tests to run\\])(?:(" + SECONDS
                            + "s)|\\(cached\\)).*| \\[(?:build|setup) failed\\])",
                    null,
                    "\\s*+--- FAIL: (\\S++) \\([0-9.]++s\\)|FAIL\\t(\\S++) \\[(?:build|setup) failed\\]"));

    private TestFormats() {}

    private static TestFormat format(String type, String counts, @Nullable String time, @Nullable String failing) {
        return format(type, Set.of(), counts, time, failing);
    }

    private static TestFormat format(
            String type, Set<Count> needs, String counts, @Nullable String time, @Nullable String failing) {
        return new TestFormat(type, needs, Pattern.compile(counts), compiled(time), compiled(failing), null, null);
    }

    private static @Nullable Pattern compiled(@Nullable String pattern) {
        return pattern == null ? null : Pattern.compile(pattern);
    }
}
