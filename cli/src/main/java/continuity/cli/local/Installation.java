package continuity.cli.local;

import continuity.backbone.KafkaBroker;
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

    /** Unpacking PostgreSQL at the first start needs most of it. */
    private static final String LAUNCHER_HEAP = "-Xmx160m";

    private static final String BROKER_HEAP = "-Xmx256m";
    private static final String SERVICE_HEAP = "-Xmx128m";

    /** For those that are started again when they end: better than to go on half alive. */
    private static final String ENDS_OUT_OF_MEMORY = "-XX:+ExitOnOutOfMemoryError";

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
        return jvm(SERVICE_HEAP, ENDS_OUT_OF_MEMORY, "-jar", jar.toString());
    }

    List<String> broker(String... arguments) {
        var command = jvm(BROKER_HEAP, ENDS_OUT_OF_MEMORY, "-cp", classPath, KafkaBroker.class.getName());
        command.addAll(List.of(arguments));
        return command;
    }

    /** This command line, in a process of its own. */
    List<String> launcher(Class<?> mainClass, String... arguments) {
        var command = jvm(LAUNCHER_HEAP, "-Dcontinuity.home=" + home, "-cp", classPath, mainClass.getName());
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
