package continuity.cli.local;

import continuity.cli.process.StartFailed;
import continuity.cli.terminal.CommandFailed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Where the programs are, and how a JVM is started for them.
 *
 * @param home the checkout, built
 * @param classPath of this command line; it holds the Kafka broker too
 */
record Installation(Path home, Path java, String classPath) {

    private static final List<String> SMALL_JVM = List.of(
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow");

    /** The installation that this process was started from by the script {@code continuity}. */
    static Installation current() {
        var home = System.getProperty("continuity.home");
        if (home == null) {
            throw CommandFailed.because("Start this through the script ./continuity, which knows where everything is.");
        }
        return new Installation(
                Path.of(home),
                Path.of(System.getProperty("java.home"), "bin", "java"),
                System.getProperty("java.class.path"));
    }

    /** A service as the build has packaged it. */
    List<String> service(Part part) throws StartFailed {
        var jar = home.resolve(part.module()).resolve("target/quarkus-app/quarkus-run.jar");
        if (!Files.exists(jar)) {
            throw new StartFailed("%s is not built: there is no %s. Delete %s and start again."
                    .formatted(part.title(), jar, home.resolve("target/built")));
        }
        return jvm("-Xmx128m", "-jar", jar.toString());
    }

    /** A class of our own class path. */
    List<String> main(Class<?> mainClass, String heap, String... arguments) {
        var command = jvm(heap, "-Dcontinuity.home=" + home, "-cp", classPath, mainClass.getName());
        command.addAll(List.of(arguments));
        return command;
    }

    private List<String> jvm(String... rest) {
        var command = new ArrayList<>(List.of(java.toString()));
        command.addAll(SMALL_JVM);
        command.addAll(List.of(rest));
        return command;
    }
}
