package continuity.bench.frame;

import continuity.contracts.Uuid7;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Commands as coding agents make them: edits, test runs, git, searches, with outputs of some hundred characters and,
 * now and then, twenty thousand. The same seed gives the same commands, ids apart.
 */
public final class Workload {

    /** Stands in every command of a shell, so in half of all. */
    public static final String FREQUENT_WORD = "completed";

    private static final int FILES = 20_000;
    private static final int WORDS = 8_000;
    private static final double MEDIAN_WORDS = 60;
    private static final double SPREAD = 1.1;
    private static final int MAX_WORDS = 2_500;
    private static final List<String> SYLLABLES = List.of(
            "ba", "con", "del", "fir", "gram", "hul", "in", "jor", "kel", "lam", "mer", "nov", "os", "per", "qua",
            "ron", "ser", "tal", "ur", "ver", "wil", "xen", "yor", "zet");
    private static final List<String> FOLDERS = List.of(
            "src/main/java/shop", "src/test/java/shop", "web/components", "docs", "deploy/charts", "internal/cart");
    private static final List<String> ENDINGS = List.of("java", "ts", "py", "md", "yaml", "go");
    private static final List<String> SHELL = List.of(
            "git status --short", "npm test", "./mvnw -q verify", "pytest -x", "go test ./...", "git log --oneline -5");

    private final Random random;

    public Workload(long seed) {
        this.random = new Random(seed);
    }

    /** As {@code POST /api/v1/commands} takes it. */
    public Map<String, Object> command(String instanceId) {
        var isShell = random.nextBoolean();
        var file = file(random.nextInt(FILES));
        var command = new LinkedHashMap<String, Object>();
        command.put("instance_id", instanceId);
        command.put("command_id", Uuid7.at(Instant.now()).toString());
        command.put("command_type", "hook");
        command.put("action", "tool_call");
        command.put("tool_name", isShell ? "Bash" : random.nextBoolean() ? "Edit" : "Read");
        command.put(
                "parameters",
                isShell
                        ? Map.of("command", SHELL.get(random.nextInt(SHELL.size())) + " " + file)
                        : Map.of("file_path", "/home/dev/" + file));
        command.put("result", (isShell ? FREQUENT_WORD + " " : "") + output());
        command.put("success", random.nextInt(20) > 0);
        command.put("execution_time_ms", random.nextInt(30_000));
        command.put("tags", List.of("round" + random.nextInt(50)));
        return command;
    }

    /** A path that a few commands of the workload name. */
    public String anyFile() {
        return file(random.nextInt(FILES));
    }

    /** A word that one output in some hundred has. */
    public String anyWord() {
        return word(random.nextInt(WORDS));
    }

    private static String file(int number) {
        return "%s/%s%d.%s"
                .formatted(
                        FOLDERS.get(number % FOLDERS.size()),
                        capital(word(number)),
                        number,
                        ENDINGS.get(number % ENDINGS.size()));
    }

    private static String capital(String word) {
        return Character.toUpperCase(word.charAt(0)) + word.substring(1);
    }

    private String output() {
        var words = (int) Math.min(MAX_WORDS, MEDIAN_WORDS * Math.exp(SPREAD * random.nextGaussian()));
        return IntStream.range(0, words)
                .mapToObj(_ -> random.nextInt(12) == 0
                        ? file(random.nextInt(FILES))
                        : word((int) (WORDS * Math.pow(random.nextDouble(), 3))))
                .collect(Collectors.joining(" "));
    }

    private static String word(int number) {
        var text = new StringBuilder();
        var rest = number;
        do {
            text.append(SYLLABLES.get(rest % SYLLABLES.size()));
            rest /= SYLLABLES.size();
        } while (rest > 0);
        return text.append(number % 2 == 0 ? "a" : "e").toString();
    }
}
