package continuity.cli.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * Gathers what the build has packaged into {@code target/app/<hash>}, a directory that is never changed afterwards, and
 * names it in {@code target/app/current}. The hash is over every byte and the JDK, so that the same build is the same
 * directory.
 */
final class Stage {

    /** The one that runs, perhaps, and the one before it. */
    private static final int BUILDS_KEPT = 2;

    /** Length of a build's name. */
    static final int HASH_DIGITS = 12;

    private final Path home;
    private final Path stages;

    /** @param home the checkout */
    Stage(Path home) {
        this.home = home;
        this.stages = home.resolve("target/app");
    }

    /** @return the directory */
    Path make() {
        try {
            var files = packaged();
            var hashes = new TreeMap<String, String>();
            for (var file : files.entrySet()) {
                hashes.put(file.getKey(), sha256(Files.readAllBytes(file.getValue())));
            }
            var build = sha256((hashes + Runtime.version().toString()).getBytes(StandardCharsets.UTF_8))
                    .substring(0, HASH_DIGITS);
            var stage = stages.resolve(build);
            if (Files.notExists(stage)) {
                gather(files, hashes, stage);
            }
            Files.writeString(stages.resolve("current"), build + "\n");
            deleteOld(stage);
            return stage;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** By path within the stage. */
    private Map<String, Path> packaged() throws IOException {
        var files = new TreeMap<String, Path>();
        files.put("jvm.options", home.resolve("cli/src/main/jvm.options"));
        add(files, "cli", home.resolve("cli/target/app"));
        for (var part : Part.values()) {
            if (part.isService()) {
                add(files, part.title(), home.resolve(part.module()).resolve("target/quarkus-app"));
            }
        }
        return files;
    }

    private static void add(Map<String, Path> files, String name, Path directory) throws IOException {
        try (var walk = Files.walk(directory)) {
            walk.filter(Files::isRegularFile)
                    .forEach(file ->
                            files.put(name + "/" + directory.relativize(file).toString(), file));
        }
    }

    /** The services share most of their libraries: each is stored once. */
    private void gather(Map<String, Path> files, Map<String, String> hashes, Path stage) throws IOException {
        var unfinished = Files.createTempDirectory(Files.createDirectories(stages), "unfinished-");
        var stored = new HashMap<String, Path>();
        for (var file : files.entrySet()) {
            var target = unfinished.resolve(file.getKey());
            Files.createDirectories(target.getParent());
            var same = stored.putIfAbsent(String.valueOf(hashes.get(file.getKey())), target);
            if (same == null) {
                Files.copy(file.getValue(), target);
            } else {
                Files.createLink(target, same);
            }
        }
        Files.move(unfinished, stage, StandardCopyOption.ATOMIC_MOVE);
    }

    private void deleteOld(Path stage) throws IOException {
        try (var builds = Files.list(stages)) {
            builds.filter(Files::isDirectory)
                    .filter(build -> !build.equals(stage))
                    .sorted(Comparator.<Path>comparingLong(
                                    build -> build.toFile().lastModified())
                            .reversed())
                    .skip(BUILDS_KEPT - 1)
                    .forEach(PrivateFiles::deleteTree);
        }
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
