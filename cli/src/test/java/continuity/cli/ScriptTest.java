package continuity.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script {@code continuity}, with JDKs that only say which one they are and how they were called. */
class ScriptTest {

    @TempDir
    Path dir;

    private Path home;

    @BeforeEach
    void copyScript() throws IOException {
        home = Files.createDirectories(dir.resolve("a check out"));
        Files.copy(Path.of("..", "continuity"), home.resolve("continuity"));
        Files.createDirectories(home.resolve("target/app/0f1e2d"));
        Files.writeString(home.resolve("target/app/current"), "0f1e2d\n");
    }

    @Test
    void aJdkThatIsTooOldIsPassedOver() throws Exception {
        var environment = Map.of(
                "JAVA_HOME", jdk("seventeen", "17.0.12"),
                "JAVA25_HOME", jdk("twenty five", "25.0.3"),
                "CONTINUITY_SKIP_BUILD", "1");

        assertThat(run(home, environment, "./continuity", "list").lines())
                .first()
                .isEqualTo("twenty five");
    }

    @Test
    void aRuntimeWithoutCompilerIsPassedOver() throws Exception {
        var runtime = jdk("runtime", "25.0.3");
        Files.delete(Path.of(runtime, "bin", "javac"));
        var environment =
                Map.of("JAVA_HOME", runtime, "JAVA25_HOME", jdk("whole", "26-ea"), "CONTINUITY_SKIP_BUILD", "1");

        assertThat(run(home, environment, "./continuity", "list").lines())
                .first()
                .isEqualTo("whole");
    }

    @Test
    void worksThroughASymlinkFromAnywhereAndKeepsItsArgumentsWhole() throws Exception {
        var link = Files.createDirectories(dir.resolve("bin")).resolve("continuity");
        Files.createSymbolicLink(link, Path.of("../a check out/continuity"));
        var environment = Map.of("JAVA_HOME", jdk("jdk", "25"), "CONTINUITY_SKIP_BUILD", "1");

        var said = run(Path.of("/"), environment, link.toString(), "resume", "two words", "$HOME *");

        assertThat(said.lines())
                .contains("-Dcontinuity.app=" + home.toRealPath().resolve("target/app/0f1e2d"), "continuity.cli.Main")
                .endsWith("resume", "two words", "$HOME *");
    }

    @Test
    void buildsOnceAndThenOnlyForUpWhenASourceIsNewer() throws Exception {
        executable(home.resolve("mvnw"), "echo built >> ../builds");
        var source = Files.createDirectories(home.resolve("cli/src/main")).resolve("Main.java");
        Files.createDirectories(home.resolve("deploy"));
        Files.writeString(home.resolve("pom.xml"), "");
        Files.writeString(home.resolve("cli/pom.xml"), "");
        var environment = Map.of("JAVA_HOME", jdk("jdk", "25"));

        assertThat(run(home, environment, "./continuity", "list")).contains("Building");
        assertThat(run(home, environment, "./continuity", "up")).doesNotContain("Building");
        Files.writeString(source, "changed");
        assertThat(run(home, environment, "./continuity", "list")).doesNotContain("Building");
        assertThat(run(home, environment, "./continuity", "up")).contains("Building");

        assertThat(dir.resolve("builds")).hasContent("built\nbuilt\n");
    }

    @Test
    void ofTwoAtOnceOneBuildsAndTheOtherWaits() throws Exception {
        var untilTheOtherWaits = "for i in $(seq 200); do grep -q Waiting ../said && break; sleep 0.05; done";
        executable(home.resolve("mvnw"), "echo built >> ../builds; " + untilTheOtherWaits);
        var environment = Map.of("JAVA_HOME", jdk("jdk", "25"));

        run(home, environment, "sh", "-c", "{ ./continuity list & ./continuity list & wait; } > ../said 2>&1");

        assertThat(dir.resolve("builds")).hasContent("built\n");
        assertThat(dir.resolve("said")).content().containsOnlyOnce("Building").contains("Waiting for another command");
        assertThat(home.resolve("target/building")).doesNotExist();
    }

    @Test
    void aBuildThatWasKilledIsNotWaitedFor() throws Exception {
        executable(home.resolve("mvnw"), "exit 0");
        Files.createSymbolicLink(home.resolve("target/building"), Path.of("999999999"));

        assertThat(run(home, Map.of("JAVA_HOME", jdk("jdk", "25")), "./continuity", "list"))
                .contains("Building");
    }

    @Test
    void whatWasBuiltIsTriedOutOnceAndThenStartsFromItsCache() throws Exception {
        executable(home.resolve("mvnw"), "exit 0");
        var environment = Map.of(
                "JAVA_HOME",
                jdk("jdk", "25", "for a; do case $a in -XX:AOTCacheOutput=*) touch \"${a#*=}\";; esac; done"));
        var cache = home.toRealPath().resolve("target/app/0f1e2d/cli.aot");

        assertThat(run(home, environment, "./continuity", "list")).contains("Trying everything out once");

        assertThat(cache).exists();
        assertThat(run(home, environment, "./continuity", "list"))
                .doesNotContain("Trying")
                .contains("-XX:AOTCache=" + cache);
    }

    @Test
    void aBuildThatCannotBeTriedOutRunsAllTheSame() throws Exception {
        executable(home.resolve("mvnw"), "exit 0");
        var environment = Map.of("JAVA_HOME", jdk("jdk", "25", "case \"$*\" in *train) exit 1;; esac"));

        assertThat(run(home, environment, "./continuity", "list"))
                .contains("That failed", "target/build.log", "continuity.cli.Main")
                .doesNotContain("AOTCache=");
    }

    @Test
    void namesWithOtherThanEnglishLettersWorkWithoutALocale() throws Exception {
        var jdk = jdk("jdk", "25", "printf 'LC_ALL=%s\n' \"${LC_ALL:-}\"");
        var skip = Map.of("JAVA_HOME", jdk, "CONTINUITY_SKIP_BUILD", "1");

        assertThat(run(home, skip, "./continuity", "list")).contains("LC_ALL=C.UTF-8");

        var withLocale = new HashMap<>(skip);
        withLocale.put("LANG", "de_DE.UTF-8");
        assertThat(run(home, withLocale, "./continuity", "list")).contains("LC_ALL=\n");
    }

    @Test
    void aBuildThatFailsSaysWhereItsLogIs() throws Exception {
        executable(home.resolve("mvnw"), "echo cannot find symbol; exit 1");

        var said = run(home, Map.of("JAVA_HOME", jdk("jdk", "25")), "./continuity", "up");

        assertThat(said).contains("cannot find symbol", "target/build.log").doesNotContain("continuity.cli.Main");
    }

    @Test
    void testRunsTheWholeBuildWithThatJdk() throws Exception {
        executable(home.resolve("mvnw"), "printf '%s\\n' \"$JAVA_HOME\" \"$@\"");
        var jdk = jdk("jdk", "25.0.3");

        var said = run(home, Map.of("JAVA_HOME", jdk), "./continuity", "test", "--long");

        assertThat(said.lines()).containsExactly(jdk, "-B", "verify", "-Dlong");
    }

    private String jdk(String name, String version) throws IOException {
        return jdk(name, version, ":");
    }

    /** @param also what its java does, too: a command of the shell */
    private String jdk(String name, String version, String also) throws IOException {
        var jdk = dir.resolve(name);
        Files.createDirectories(jdk.resolve("bin"));
        Files.writeString(jdk.resolve("release"), "IMPLEMENTOR=\"X\"\nJAVA_VERSION=\"%s\"\n".formatted(version));
        executable(jdk.resolve("bin/java"), "printf '%s\\n' \"" + name + "\" \"$@\"; " + also);
        executable(jdk.resolve("bin/javac"), "exit 0");
        return jdk.toString();
    }

    private static void executable(Path file, String body) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + body + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static String run(Path directory, Map<String, String> environment, String... command) throws Exception {
        var builder = new ProcessBuilder(List.of(command))
                .directory(directory.toFile())
                .redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> !name.equals("PATH"));
        builder.environment().putAll(environment);
        var process = builder.start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return said;
    }
}
