package continuity.cli.doctor;

import continuity.cli.local.Installation;
import continuity.cli.local.RunFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The JDK and our own programs. */
final class ProgramChecks {

    private static final int OLDEST_JDK = 25;

    private ProgramChecks() {}

    static List<Finding> jdk(Surroundings surroundings) {
        var home = Path.of(System.getProperty("java.home"));
        var version = Runtime.version();
        var found = "%s in %s".formatted(version, home);
        if (version.feature() < OLDEST_JDK || !Files.isExecutable(home.resolve("bin/javac"))) {
            return List.of(Finding.fail(
                    "JDK",
                    found + " is too old or has no compiler",
                    "Install a JDK %d or newer, or point JAVA_HOME at one.".formatted(OLDEST_JDK)));
        }
        return List.of(Finding.ok("JDK", found));
    }

    static List<Finding> build(Surroundings surroundings) throws IOException {
        if (surroundings.installation().isEmpty()) {
            return List.of(
                    Finding.warn("build", "this was not started by the script", "Use ./continuity in the checkout."));
        }
        var installation = surroundings.installation().get();
        var findings = new ArrayList<Finding>();
        if (!Files.exists(installation.stamp())) {
            findings.add(Finding.fail(
                    "build", "there is no finished build in " + installation.home(), "./continuity up builds it."));
        } else {
            if (!installation.isTrained()) {
                findings.add(Finding.warn(
                        "build",
                        "the programs could not be tried out and start slowly",
                        "See %s.".formatted(installation.stamp().resolveSibling("build.log"))));
            }
            newerSource(installation)
                    .ifPresent(source -> findings.add(Finding.warn(
                            "build",
                            "%s is newer than the build"
                                    .formatted(installation.home().relativize(source)),
                            "The next ./continuity up builds it.")));
        }
        surroundings.run().flatMap(run -> outdated(run, installation)).ifPresent(findings::add);
        return findings.isEmpty()
                ? List.of(Finding.ok("build", "%s in %s".formatted(installation.build(), installation.home())))
                : findings;
    }

    private static Optional<Finding> outdated(RunFile run, Installation installation) {
        var running = run.build();
        if (running == null || running.equals(installation.build())) {
            return Optional.empty();
        }
        return Optional.of(Finding.warn(
                "build",
                "build %s is running, %s is the newest".formatted(running, installation.build()),
                "./continuity down, then ./continuity up."));
    }

    /** Among the same files as the script looks at. */
    private static Optional<Path> newerSource(Installation installation) throws IOException {
        var home = installation.home();
        var built = Files.getLastModifiedTime(installation.stamp());
        try (var modules = Files.list(home)) {
            var sources = modules.filter(Files::isDirectory)
                    .flatMap(module -> Stream.of(module.resolve("src/main"), module.resolve("pom.xml")));
            return Stream.concat(sources, Stream.of(home.resolve("pom.xml"), home.resolve("deploy")))
                    .filter(Files::exists)
                    .flatMap(source -> newer(source, built).stream())
                    .findFirst();
        }
    }

    private static Optional<Path> newer(Path tree, FileTime than) {
        try (var files = Files.find(
                tree, Integer.MAX_VALUE, (_, file) -> file.lastModifiedTime().compareTo(than) > 0)) {
            return files.filter(Files::isRegularFile).findFirst();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
