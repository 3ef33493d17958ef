package continuity.resume.fold;

import static continuity.resume.fold.Records.bash;
import static continuity.resume.fold.Records.edit;
import static continuity.resume.fold.Records.git;
import static continuity.resume.fold.Records.state;
import static continuity.resume.fold.Records.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import continuity.contracts.WorkState;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What command lines do to files. */
class ShellTouchesTest {

    @Test
    void whatIsMovedByTheShellIsGoneWhereItWasAndThereWhereItIs() {
        var state = state(
                Evidence.of(write(1, "/home/dev/shop/m.py", "create")),
                Evidence.of(bash(2, "mv m.py lib/n.py && mv x.py lib", true)));

        assertThat(state.files())
                .extracting(WorkState.TouchedFile::path, WorkState.TouchedFile::status)
                .containsExactly(tuple("/home/dev/shop/lib/n.py", "created"));
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", textBlock = """
            touch watched.txt && echo change >> watched.txt => watched.txt created
            cat package.json > src/copy.js                  => src/copy.js created
            cd src && cp cart.js cart.old.js                => src/cart.old.js created
            npm test 2>&1 | tee test.log                    => test.log created
            echo dist >> .gitignore                         => .gitignore modified
            sed -i 's/a/b/' src/cart.js                     => src/cart.js modified
            sed -i.bak -E 's/a/b/' src/cart.js              => src/cart.js modified
            [ -f a.js ] || touch a.js                       =>
            if true; then echo x > a.js; fi                 =>
            npm test > /dev/null 2> /tmp/errors.txt         =>
            echo x > $OUT; echo y > ~/notes; echo z > *.js  =>
            sed -n 1,5p a.js; sed -e s/a/b/ -i a.js         =>
            cp -r src lib; tee -a < a.js                    =>
            mkdir -p lib && echo x > lib/a.js; npm test     => lib/a.js created
            npm test && echo x > a.js | cat                 => a.js created
            npm test && echo x > a.js; ls                   =>
            [ -f a.js ] && touch a.js || true               =>
            grep -q x a.js || { echo y; echo x >> a.js; }   =>
            if true; then%n echo x > a.js%n fi              =>
            (cd web && npm test); echo x > /home/dev/shop/b => b created
            (cd web && npm test); echo x > b                =>
            pushd web; echo x > a.js                        =>
            cd web || cd api; echo x > a.js                 =>
            cd web || exit 1; echo x > a.js                 => web/a.js created
            clean() { rm -rf src; }; ls                     =>
            (( i > 0 )); [[ a > b ]]; touch -d yesterday c  =>
            sed -i '' 's/a/b/' src/cart.js                  => src/cart.js modified
            sed -i '' -e 's/foo/bar/g' a.js                 =>
            mv -t archive a.js; mv a.js ..; cp a.js conf.d  =>
            mv a.js ../..; cp -n a.js b.js; mv /tmp/a /tmp/b.js =>
            jq . a.json > /tmp/a && mv /tmp/a a.json        => a.json created
            """)
    void whatTheShellWritesIsTouchedWhereItsTextIsCertain(String line, @Nullable String touched) {
        assertThat(state(Evidence.of(bash(1, line.formatted(), true))).files())
                .extracting(file -> file.path().substring("/home/dev/shop/".length()) + " " + file.status())
                .isEqualTo(touched == null ? List.of() : List.of(touched));
    }

    @Test
    void aFileThatWasThereIsModifiedByWhatWritesOverIt() {
        var state = state(
                Evidence.of(edit(1, "/home/dev/shop/a.js")),
                Evidence.of(bash(2, "cat > a.js <<EOF\nb\nEOF\ncat > b.js <<EOF\nrm a.js\nEOF", true)),
                Evidence.of(git(3, Map.of(), "b.js")));

        assertThat(state.files())
                .extracting(WorkState.TouchedFile::path, WorkState.TouchedFile::status)
                .containsExactlyInAnyOrder(
                        tuple("/home/dev/shop/a.js", "modified"), tuple("/home/dev/shop/b.js", "modified"));
    }

    @Test
    void whatTheShellWroteAndGitNeverShowsIsNoChangeUnlessItWasCommitted() {
        var before = Evidence.of(git(0, Map.of("hook", "SessionStart")));
        var built = before.join(Evidence.of(bash(1, "npm run build > dist/build.log && cp a.js dist/a.js", true)));
        var clean = Evidence.of(git(3, Map.of()));

        assertThat(state(built).files()).hasSize(2);
        assertThat(state(built, clean).files()).isEmpty();
        assertThat(state(built, Evidence.of(git(3, Map.of("head", "bbbbbbb2")))).files())
                .as("committed by somebody else")
                .hasSize(2);
        assertThat(state(built, Evidence.of(git(3, Map.of("machine", "server"))))
                        .files())
                .as("seen elsewhere")
                .hasSize(2);
        assertThat(state(built, Evidence.of(git(3, Map.of("directory", "/home/dev/other"))))
                        .files())
                .hasSize(2);
        assertThat(state(built, Evidence.of(bash(2, "git commit -qam 'all'", true)), clean)
                        .files())
                .hasSize(2);
    }

    @Test
    void whatIsMovedOverAFileThatGitKnowsModifiesIt() {
        var rewritten = Evidence.of(git(1, Map.of(), "a.json"))
                .join(Evidence.of(bash(2, "sed s/a/b/ a.json > a.tmp && mv a.tmp a.json", true)));

        assertThat(state(rewritten).files())
                .extracting(WorkState.TouchedFile::path, WorkState.TouchedFile::status)
                .containsExactly(tuple("/home/dev/shop/a.json", "modified"));
        assertThat(state(rewritten, Evidence.of(bash(3, "rm a.json", true))).files())
                .extracting(WorkState.TouchedFile::path, WorkState.TouchedFile::status)
                .containsExactly(tuple("/home/dev/shop/a.json", "deleted"));
    }

    @Test
    void aFileThatIsRemovedIsDeletedAndOneThatIsWrittenAgainIsNot() {
        var state = state(
                Evidence.of(write(1, "/home/dev/shop/a.js", "update")),
                Evidence.of(write(2, "/home/dev/shop/b.js", "update")),
                Evidence.of(bash(3, "rm a.js b.js", true)),
                Evidence.of(write(4, "/home/dev/shop/b.js", "create")));

        assertThat(state.files())
                .extracting(WorkState.TouchedFile::path, WorkState.TouchedFile::status)
                .containsExactly(tuple("/home/dev/shop/b.js", "created"), tuple("/home/dev/shop/a.js", "deleted"));
    }

    @Test
    void aDirectoryThatIsRemovedTakesItsFilesAlong() {
        var state = state(
                Evidence.of(write(1, "/home/dev/shop/lib/a.js", "update")),
                Evidence.of(write(2, "/home/dev/shop/library.js", "create")),
                Evidence.of(bash(3, "cd lib && cd .. && rm -rf lib", true)));

        assertThat(state.files()).extracting(WorkState.TouchedFile::status).containsExactly("deleted", "created");
    }

    @Test
    void whatAFailedCommandWouldHaveTouchedIsNotTouched() {
        assertThat(state(Evidence.of(bash(1, "rm a.js", false))).files()).isEmpty();
    }
}
