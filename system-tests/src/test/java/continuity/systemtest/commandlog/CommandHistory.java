package continuity.systemtest.commandlog;

import continuity.contracts.CommandLogged;
import continuity.contracts.Uuid7;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What 500 agents of 40 projects on 20 machines did within a week: invented, but as long and as varied as hooks report
 * it. The same number is always the same command.
 *
 * <p>Words are as unevenly frequent as in a language, so are files and agents. Every tenth part has a share of its own:
 * see the constants.
 */
final class CommandHistory {

    static final int INSTANCES = 500;
    static final int PROJECTS = 40;
    static final int MACHINES = 20;

    /** In about every third command, whenever. */
    static final String FREQUENT = "target";

    /** In half of the commands of the first quarter, in none later. */
    static final String FORMER = "legacymode";

    /** A tag of one command in a thousand. */
    static final String RARE_TAG = "release";

    private static final Duration SPAN = Duration.ofDays(7);
    private static final int VOCABULARY = 60_000;
    private static final int FILES_OF_A_PROJECT = 2_000;
    private static final String[] SYLLABLES = {
        "ka", "lo", "mi", "ren", "to", "vas", "ul", "pe", "sin", "dra", "go", "hel", "ba", "ni", "cor", "ze", "fa",
        "wu", "tam", "ri"
    };

    private final int total;
    private final Instant end;

    CommandHistory(int total, Instant end) {
        this.total = total;
        this.end = end;
    }

    /** A command, and what one would look for to find it. */
    record Told(
            CommandLogged command,
            @Nullable String path,
            @Nullable String commit) {}

    /** The {@code n}th, from 0, oldest first. */
    Told tell(int n) {
        var random = new Random(n * 0x9E3779B97F4A7C15L);
        var time = end.minus(SPAN).plus(SPAN.multipliedBy(n).dividedBy(total));
        var agent = (int) (INSTANCES * Math.pow(random.nextDouble(), 2));
        var project = project(agent % PROJECTS);
        var path = path(agent % PROJECTS, (int) (FILES_OF_A_PROJECT * Math.pow(random.nextDouble(), 2)));
        var commit = hex(random, 40);
        var isFailure = random.nextInt(100) < 6;
        var isLarge = random.nextInt(100) < 2;
        var kind = random.nextInt(100);
        var isBash = kind < 40;
        var isCommit = kind < 8;
        var isFile = kind >= 40 && kind < 95;
        var tool = isBash ? "Bash" : kind < 65 ? "Read" : kind < 85 ? "Edit" : kind < 95 ? "Grep" : null;
        var words = 25 + random.nextInt(60) + (isLarge ? 2_500 : 0);
        var text = text(random, words, n);
        Map<String, Object> parameters = isCommit
                ? Map.of("command", "git commit -am '" + text(random, 8, n) + "'")
                : isBash
                        ? Map.of("command", "./mvnw -q test -Dtest=" + name(path) + " | tail -" + random.nextInt(100))
                        : isFile ? Map.of("file_path", path, "pattern", text(random, 3, n)) : Map.of();
        Map<String, Object> result = isCommit
                ? Map.of("stdout", "[main " + commit.substring(0, 7) + "] " + text + "\ncommit " + commit)
                : Map.of("stdout", text, "interrupted", false);
        return new Told(
                new CommandLogged(
                        Uuid7.derive(time, "command " + n),
                        instance(agent),
                        project,
                        machine(agent),
                        1 + agent % 3,
                        tool == null ? "explicit" : "hook",
                        tool == null ? "note" : tool,
                        tool == null ? text : null,
                        tool,
                        parameters,
                        tool == null ? null : result,
                        isFailure ? "java.lang.IllegalStateException: " + text(random, 12, n) + " at " + path : null,
                        !isFailure,
                        (long) random.nextInt(30_000),
                        random.nextInt(1000) == 0
                                ? List.of(RARE_TAG)
                                : random.nextBoolean() ? List.of("epic-" + agent % 70) : List.of(),
                        Map.of("tool_use_id", "toolu_" + hex(random, 24), "cwd", "/home/dev/" + project),
                        time,
                        time),
                isFile ? path : null,
                isCommit ? commit : null);
    }

    static String project(int number) {
        return "project-%02d".formatted(number);
    }

    static String instance(int agent) {
        return "%s-PS-%06x".formatted(project(agent % PROJECTS), agent * 33_391 % 0x1000000);
    }

    static String machine(int agent) {
        return "machine-%02d".formatted(agent % MACHINES);
    }

    /** The {@code rank}th of the vocabulary, most frequent first. */
    static String word(int rank) {
        var word = new StringBuilder();
        for (var rest = rank + SYLLABLES.length; rest > 0; rest /= SYLLABLES.length) {
            word.append(SYLLABLES[rest % SYLLABLES.length]);
        }
        return word.toString();
    }

    /** Of those that stand in one command in ten thousand, about. */
    static String rareWord(Random random) {
        return word(VOCABULARY - 1 - random.nextInt(VOCABULARY / 10));
    }

    static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private static String path(int project, int file) {
        var random = new Random(project * 100_003L + file);
        var isTest = file % 3 == 0;
        var type = IntStream.range(0, 2)
                .mapToObj(_ -> word(random.nextInt(4_000)))
                .map(word -> Character.toUpperCase(word.charAt(0)) + word.substring(1))
                .collect(Collectors.joining());
        return "/home/dev/%s/%s/src/%s/java/com/acme/%s/%s%s.java"
                .formatted(
                        project(project),
                        word(random.nextInt(30)),
                        isTest ? "test" : "main",
                        word(random.nextInt(200)),
                        type,
                        isTest ? "Test" : "");
    }

    private String text(Random random, int words, int n) {
        var text = new StringBuilder();
        if (random.nextInt(100) < 25) {
            text.append("/home/build/").append(FREQUENT).append("/classes ");
        }
        if (n < total / 4 && random.nextBoolean()) {
            text.append(FORMER).append(' ');
        }
        for (int i = 0; i < words; i++) {
            var word = word((int) (VOCABULARY * Math.pow(random.nextDouble(), 4)));
            text.append(
                    switch (random.nextInt(40)) {
                        case 0 -> "[INFO] ";
                        case 1 ->
                            "Tests run: " + random.nextInt(500) + ", Failures: 0, Time elapsed: 0."
                                    + random.nextInt(1000) + " s\n";
                        case 2 -> word + "_" + word(random.nextInt(300)) + "(";
                        case 3 -> word + ".\n";
                        default -> word + " ";
                    });
        }
        return text.toString();
    }

    private static String hex(Random random, int digits) {
        return random.ints(digits, 0, 16).mapToObj(Integer::toHexString).collect(Collectors.joining());
    }
}
