package continuity.registry.transcripts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("R71")
class PermittedPathsTest {

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/home/mia/.claude/projects/-home-mia-shop/bc7723f3.jsonl",
                "/Users/mia/.codex/sessions/2026/11/20/rollout-2026-11-20T10-12-10-01a1.jsonl",
                "/home/mia/.gemini/tmp/shop/chats/session-05224c67.jsonl",
                "C:\\Users\\mia\\.claude\\projects\\shop\\bc7723f3.jsonl",
                "/srv/transcripts/a.jsonl",
            })
    void whereAgentsKeepTranscriptsTheyMayBeLinked(String path) {
        assertThat(paths(Path.of("/srv/transcripts")).mayBeLinked(path)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/etc/passwd",
                "/home/mia/shop/a.jsonl",
                "/home/mia/.claude/settings.jsonl",
                "/home/mia/.claude/projects/shop/a.json",
                "/home/mia/.claude/projects/../../.ssh/a.jsonl",
                "/home/mia/.claude/projects/./a.jsonl",
                "/home/mia/.claude/projects//a.jsonl",
                "/home/mia/.claude/projects/..\\..\\a.jsonl",
                "/home/mia/.claude/projects.jsonl",
                "/home/mia/x.claude/projects/a.jsonl",
                "home/mia/.claude/projects/a.jsonl",
                "~/.claude/projects/a.jsonl",
                "\\\\server\\share\\.claude\\projects\\a.jsonl",
                "/srv/transcripts2/a.jsonl",
                "/srv/transcripts",
                "/",
                "",
            })
    void anywhereElseTheyMayNot(String path) {
        assertThat(paths(Path.of("/srv/transcripts")).mayBeLinked(path)).isFalse();
    }

    @Test
    void aFileBelowARootIsRead() throws IOException {
        var file = Files.writeString(
                Files.createDirectories(root().resolve("shop")).resolve("a.jsonl"), "{}");

        assertThat(paths(root()).real(file.toString())).contains(file.toRealPath());
        assertThat(paths().real(file.toString())).isEmpty();
        assertThat(paths(directory.resolve("missing")).real(file.toString())).isEmpty();
    }

    @Test
    void aRootMayBeALinkItself() throws IOException {
        var file = Files.writeString(root().resolve("a.jsonl"), "{}");
        var link = Files.createSymbolicLink(directory.resolve("link"), root());

        assertThat(paths(link).real(link.resolve("a.jsonl").toString())).contains(file.toRealPath());
    }

    @Test
    void aLinkOutOfTheRootIsNotFollowed() throws IOException {
        var secret = Files.writeString(directory.resolve("secret.jsonl"), "{}");
        var file = Files.createSymbolicLink(root().resolve("a.jsonl"), secret);
        var folder = Files.createSymbolicLink(root().resolve("folder"), directory);

        assertThat(paths(root()).real(file.toString())).isEmpty();
        assertThat(paths(root()).real(folder.resolve("secret.jsonl").toString()))
                .isEmpty();
    }

    @Test
    void onlyFilesOfTheRightKindAreRead() throws IOException {
        var folder = Files.createDirectory(root().resolve("folder.jsonl"));
        var other = Files.writeString(root().resolve("other.txt"), "{}");
        var linkToOther = Files.createSymbolicLink(root().resolve("a.jsonl"), other);

        assertThat(paths(root()).real(folder.toString())).isEmpty();
        assertThat(paths(root()).real(linkToOther.toString())).isEmpty();
        assertThatThrownBy(() -> paths(root()).real(root().resolve("b.jsonl").toString()))
                .isInstanceOf(NoSuchFileException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/home/mia/.claude/projects/shop/bc7723f3-01a1.jsonl",
                "C:\\Users\\mia\\.claude\\projects\\shop\\bc7723f3-01a1.jsonl",
                "/home/mia/.codex/sessions/2026/11/20/rollout-2026-11-20T10-12-10-bc7723f3-01a1.jsonl",
            })
    void aFileBelongsToTheSessionThatItsNameHolds(String path) {
        assertThat(PermittedPaths.isOf("bc7723f3-01a1", path)).isTrue();
        assertThat(PermittedPaths.isOf(null, path)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"j", "01a1", "bc7723f3", "bc7723f3-01A1", ".", ".*", "shop", "shop/bc7723f3-01a1", "10"})
    void aPartOfTheNameIsNotEnough(String session) {
        assertThat(PermittedPaths.isOf(session, "/home/mia/.claude/projects/shop/bc7723f3-01a1.jsonl"))
                .isFalse();
        assertThat(PermittedPaths.isOf(
                        session, "/home/mia/.codex/sessions/rollout-2026-11-20T10-12-10-bc7723f3-01a1.jsonl"))
                .isFalse();
    }

    @Test
    void nothingLiesHereUnlessTheMachineIsKnownAndTheInstancesOwn() throws IOException {
        var path = root().resolve("a.jsonl").toString();
        var roots = Optional.of(List.of(root()));

        assertThat(paths(roots, Optional.of("odin3")).mayLieHere(path, "odin3")).isTrue();
        assertThat(paths(roots, Optional.of("odin3")).mayLieHere(path, "laptop"))
                .isFalse();
        assertThat(paths(roots, Optional.of("odin3")).mayLieHere(path, null)).isFalse();
        assertThat(paths(roots, Optional.empty()).mayLieHere(path, "odin3")).isFalse();
        assertThat(paths(roots, Optional.empty()).mayLieHere(path, null)).isFalse();
        assertThat(paths(Optional.empty(), Optional.of("odin3")).mayLieHere(path, "odin3"))
                .isFalse();
    }

    private Path root() throws IOException {
        return Files.createDirectories(directory.resolve("root"));
    }

    private static PermittedPaths paths(Path... roots) {
        return paths(roots.length == 0 ? Optional.empty() : Optional.of(List.of(roots)), Optional.of("odin3"));
    }

    private static PermittedPaths paths(Optional<List<Path>> roots, Optional<String> machine) {
        return new PermittedPaths(new TranscriptConfig() {
            @Override
            public Optional<List<Path>> roots() {
                return roots;
            }

            @Override
            public Optional<String> machine() {
                return machine;
            }
        });
    }
}
