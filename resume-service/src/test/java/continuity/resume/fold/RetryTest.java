package continuity.resume.fold;

import static continuity.resume.fold.Records.at;
import static continuity.resume.fold.Records.bash;
import static continuity.resume.fold.Records.brokenOff;
import static continuity.resume.fold.Records.edit;
import static continuity.resume.fold.Records.event;
import static continuity.resume.fold.Records.ofCodex;
import static continuity.resume.fold.Records.printing;
import static continuity.resume.fold.Records.state;
import static org.assertj.core.api.Assertions.assertThat;

import continuity.contracts.WorkState;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which failure a later success makes up for. */
class RetryTest {

    @Test
    void anErrorIsClosedWhenTheSameThingSucceedsBehindAnotherFilter() {
        var failed = Evidence.of(bash(1, "npm test 2>&1 | tail -40; exit ${PIPESTATUS[0]}", false));
        var other = Evidence.of(bash(2, "curl http://127.0.0.1:9", false));
        var succeeded = Evidence.of(bash(3, "CI=1 npm test 2>&1 | tail -12; exit ${PIPESTATUS[0]}", true));

        assertThat(state(succeeded, failed, other).openErrors())
                .extracting(WorkState.OpenError::target)
                .containsExactly("curl http://127.0.0.1:9");
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", textBlock = """
            npm run build                      => npm run build 2>&1 | tail -3      => 3 errors found      => false
            npm run build                      => npm run build || true             => Build failed        => false
            npm run build                      => npm run build; echo "exit: $?"    => exit: 2             => false
            npm run build                      => npm run build 2>&1 | tail -3      => Found 0 errors.     => true
            npm run build                      => npm run build; echo "exit: $?"    => exit: 0             => true
            npm run build                      => npm run build && echo errors: 3   => errors: 3           => true
            git push                           => git pull --rebase && git push     => done                => true
            git push                           => git push -u origin main           => done                => true
            git commit -am "Add two"           => git commit -am "Add three"        => 1 file changed      => true
            cd api && npm run build            => cd web && npm run build           => done                => false
            cd api && npm run build            => (cd /home/dev/shop/api && npm run build) => done         => true
            npm run build                      => cd api && npm run build           => done                => false
            git push                           => cd api && git push                => done                => true
            npm run lint                       => npm run lint; npm test            => done                => false
            npm run lint                       => npm run lint && npm test | tail   => done                => true
            git add -A && git commit -m one    => git add a.js && git commit -m one => 1 file changed      => true
            git add -A && git commit && git push => git commit -m one               => 1 file changed      => false
            npm run build                      => git pull && npm run build         => done                => true
            npm run build                      => git pull; npm run build           => done                => true
            npm run build                      => npm run build &                      => [1] 4711             => false
            npm run build                      => (npm run build > out.txt) &          => [1] 4711             => false
            npm run build                      => npm run build && npm start &         => [1] 4711             => false
            npm run build                      => npm ci || npm run build && npm t  => done                => false
            npm run build                      => npm run build; exit 0             => errors: 3           => false
            npm run build                      => npm run build; exit $?            => errors: 3           => true
            npm run build                      => npm run build 2>&1 | tail -3      => dist/errors.js 1 kB => true
            npm run build                      => npm run build 2>&1 | tail -3      => TypeError: x        => false
            curl -f 'http://x/a?b=1&c=2'       => sleep 2 && curl -f 'http://x/a?b=1&c=2' => {}            => true
            cd /home/dev/api && git push       => cd /home/dev/web && git push      => done                => false
            git -C /home/dev/api push          => git push                          => done                => false
            cd /home/dev/api && git push       => git -C ../api push -u origin main => done                => true
            npm test                           => npm test 2>&1 | tail -3           => # fail 0            => true
            npm test                           => npm test 2>&1 | tail -3           => # fail 1            => false
            cat a.sql | psql orders            => cat a.sql | psql users            => done                => false
            """)
    void aFailureIsMadeUpForByASuccessThatIsOne(String failed, String line, String printed, boolean madeUpFor) {
        var state = state(Evidence.of(bash(1, failed, false)), Evidence.of(printing(2, line, printed)));

        assertThat(state.openErrors()).hasSize(madeUpFor ? 0 : 1);
    }

    @Test
    void whatTheUserBrokeOffHasNotFailed() {
        var state = state(Evidence.of(brokenOff(1, "npm start")));

        assertThat(state.openErrors()).isEmpty();
        assertThat(state.lastCommands())
                .extracting(WorkState.RecentCommand::success)
                .containsOnlyNulls();
    }

    /** Codex says of no command line that it failed. */
    @Test
    void whatMayHaveFailedInCodexNeitherFailedNorSucceeded() {
        var failed = Evidence.of(bash(1, "npm run build", false));
        var printed = Evidence.of(ofCodex(2, "npm run build", "a.ts(1,1): error TS2304: Cannot find name 'x'."));
        var refused = Evidence.of(ofCodex(3, "git commit -am x", "husky - pre-commit hook exited with code 1 (error)"));
        var edited = Evidence.of(edit(2, "/home/dev/shop/a.js"));

        assertThat(state(failed, printed).openErrors()).hasSize(1);
        assertThat(state(printed).openErrors()).isEmpty();
        assertThat(state(printed).lastCommands().getFirst().success()).isNull();
        assertThat(state(edited, refused).git().uncommitted()).hasSize(1);
        assertThat(state(failed, Evidence.of(ofCodex(2, "npm run build", "built in 2 s")))
                        .openErrors())
                .isEmpty();
    }

    /** What differs may stand where nobody reads it any more. */
    @Test
    void longCommandLinesAreToldApartByTheirEnds() {
        var query = "x".repeat(400);
        var failed = Evidence.of(bash(1, "curl -f 'http://staging/?%s=1'".formatted(query), false));
        var other = Evidence.of(printing(2, "curl -f 'http://staging/?%s=2'".formatted(query), "{}"));
        var hidden = Evidence.of(printing(3, "npm run build && node -e '%s'; ls".formatted(query), "dist"));

        assertThat(state(failed, other).openErrors()).hasSize(1);
        assertThat(state(Evidence.of(bash(1, "npm run build", false)), hidden).openErrors())
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "->", textBlock = """
            'npm test 2>&1 | tail -20'           -> true
            'cd /home/dev/shop && npm test -q'   -> true
            'npm test -- cart 2>&1 | tail -20'   -> true
            'npm run lint && npm test'           -> false
            'npm run build 2>&1 | tail -20'      -> false
            'npm run build; echo exit $?'        -> false
            'tail -20 server.log'                -> false
            'yarn test'                          -> false
            """)
    void aFailedRunOfTestsIsForgottenWhenTheSameOrMoreOfThemRanAgain(String failed, boolean forgotten) {
        var tests = Map.<String, Object>of(
                "test_type", "node", "command", "npm test 2>&1 | tail -20; echo $?", "passed_count", 2);

        var state = state(Evidence.of(bash(1, failed, false)), Evidence.of(event(2, "test_passed", tests)));

        assertThat(state.openErrors()).hasSize(forgotten ? 0 : 1);
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", textBlock = """
            pytest -q tests/test_cart.py -k 'total and not tax' => pytest tests -q | tail   => false
            pytest tests/test_cart.py -k 'total and not tax'    => pytest                   => true
            pytest --runslow tests                              => pytest tests             => false
            npm test -- --grep cart                             => npm test                 => true
            npm test --workspaces                               => npm test                 => false
            cargo test --workspace                              => cargo test               => false
            ./mvnw -o -Dtest=CartTest test                      => ./mvnw test -o           => true
            go test ./...                                       => go test                  => false
            go test ./cart                                      => go test                  => false
            go test -run TestTotal ./...                        => go test ./...            => true
            cd api && npm test -- cart                          => cd web && npm test       => false
            cd api && npm test -- cart                          => npm test                 => true
            """)
    void aRunCoversWhatChoseAmongTheSameTests(String failed, String ran, boolean covers) {
        var error = new WorkState.OpenError("Bash", failed, "failed", at(1), "command 1");

        assertThat(Retry.covers(ran, error)).isEqualTo(covers);
    }
}
