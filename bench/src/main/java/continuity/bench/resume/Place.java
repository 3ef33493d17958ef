package continuity.bench.resume;

import continuity.bench.resume.desk.State;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where the work goes on that was cut off. */
enum Place {
    SAME("same directory", "laptop", "/home/dev/"),
    MAC("other machine, directory told", "studio", "/Users/dev/work/"),
    WINDOWS("other machine, directory told", "tower", "C:\\src\\"),
    UNTOLD("other machine, directory not told", "tower", null);

    private static final Pattern ABSOLUTE = Pattern.compile("(/|[A-Za-z]:).*", Pattern.DOTALL);

    private final String words;
    private final String machine;
    private final @Nullable String parent;

    Place(String words, String machine, @Nullable String parent) {
        this.words = words;
        this.machine = machine;
        this.parent = parent;
    }

    /** Any but the same; as often with its directory as without. */
    static Place elsewhere(Random random) {
        if (random.nextBoolean()) {
            return UNTOLD;
        }
        return random.nextBoolean() ? MAC : WINDOWS;
    }

    /** As in a table. */
    String words() {
        return words;
    }

    /** What is said of it to the system. */
    Map<String, Object> told(String project) {
        var told = new HashMap<String, Object>(Map.of("host_machine", machine));
        if (parent != null) {
            told.put("working_directory", parent + project);
        }
        return told;
    }

    /** The state of a project with the paths that its files have here; where nobody knows them, from the project on. */
    State here(State state, String project) {
        return within(parent == null ? null : parent + project, state);
    }

    /**
     * A state with paths as whoever reads them finds the files.
     *
     * @param directory that relative ones are of, null while unknown
     */
    static State within(@Nullable String directory, State state) {
        return directory == null
                ? state
                : state.withPaths(
                        path -> ABSOLUTE.matcher(path).matches() ? path : (directory + "/" + path).replace('\\', '/'));
    }
}
