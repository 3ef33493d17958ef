package continuity.cli.local;

import continuity.backbone.KafkaBroker;
import continuity.cli.process.StartFailed;
import continuity.cli.terminal.CommandFailed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One build of all programs, and how a JVM is started for them.
 *
 * <p>Each program has an ahead-of-time cache beside it, {@code <program>.aot}: classes as the JVM had them in memory
 * when the build tried the program out. With it a start takes a third of the time. It is valid for these very files,
 * for one JDK and for the options of {@code jvm.options}; otherwise the JVM goes without it.
 *
 * @param app a directory that {@link Stage} has made, or a copy of one
 * @param classPath of this command line; it holds the Kafka broker too
 * @param training whether the programs are started in order to make their caches
 */
public record Installation(Path app, Path java, String classPath, boolean training) {

    /** The jar of the command line, within {@code app}. */
    private static final String CLI = "cli/continuity-cli.jar";

    private static final String BROKER_HEAP = "-Xmx256m";
    private static final String SERVICE_HEAP = "-Xmx128m";

    /** For those that are started again when they end: better than to go on half alive. */
    private static final String ENDS_OUT_OF_MEMORY = "-XX:+ExitOnOutOfMemoryError";

    /** The installation that this process was started from by the script {@code continuity}. */
    public static Installation current() {
        var app = System.getProperty("continuity.app");
        if (app == null) {
            throw CommandFailed.because("Start this through the script ./continuity, which knows where everything is.");
        }
        return new Installation(
                Path.of(app),
                Path.of(System.getProperty("java.home"), "bin", "java"),
                System.getProperty("java.class.path"),
                false);
    }

    /** The same programs, from the data directory: a later build, or a clean one, does not touch what starts there. */
    Installation in(DataDirectory data) {
        var copy = data.programs().resolve(app.getFileName());
        ProgramFiles.link(app, copy);
        return new Installation(copy, java, copy.resolve(CLI).toString(), training);
    }

    /** As {@link #in}, and takes other builds away: under the lock nothing runs from them. */
    Installation aloneIn(UpLock lock) {
        var installed = in(lock.data());
        ProgramFiles.deleteOthers(installed.app);
        return installed;
    }

    /** Each program writes its cache when it ends. */
    Installation toTrain() {
        return new Installation(app, java, classPath, true);
    }

    /** Identifies the build. */
    public String build() {
        return app.getFileName().toString();
    }

    /** The checkout that it was built from, if this is still there. */
    public Path home() {
        return app.resolve("../../..").normalize();
    }

    /** Its time is that of the newest source which the build has seen. */
    public Path stamp() {
        return home().resolve("target/built");
    }

    /** Whether the programs start from caches; without them they take three times as long. */
    public boolean isTrained() {
        return Files.exists(app.resolve("cli.aot"));
    }

    /** A service as the build has packaged it. */
    List<String> service(Part part) throws StartFailed {
        var jar = app.resolve(part.title()).resolve("quarkus-run.jar");
        if (!Files.exists(jar)) {
            throw new StartFailed(
                    "%s is not built: there is no %s. Delete %s and start again.".formatted(part.title(), jar, app));
        }
        return jvm(part.title(), SERVICE_HEAP, ENDS_OUT_OF_MEMORY, "-jar", jar.toString());
    }

    List<String> broker(String... arguments) {
        var command =
                jvm(Part.KAFKA.title(), BROKER_HEAP, ENDS_OUT_OF_MEMORY, "-cp", classPath, KafkaBroker.class.getName());
        command.addAll(List.of(arguments));
        return command;
    }

    /** This command line, in a process of its own. */
    List<String> launcher(Class<?> mainClass, String... arguments) {
        var command = jvm("cli", "-Dcontinuity.app=" + app, "-cp", classPath, mainClass.getName());
        command.addAll(List.of(arguments));
        return command;
    }

    private List<String> jvm(String program, String... rest) {
        var command = new ArrayList<>(List.of(java.toString(), "@" + app.resolve("jvm.options")));
        var cache = app.resolve(program + ".aot");
        if (training) {
            command.add("-XX:AOTCacheOutput=" + cache);
        } else if (Files.exists(cache)) {
            command.add("-XX:AOTCache=" + cache);
        }
        command.addAll(List.of(rest));
        return command;
    }
}
