package continuity.bench.frame;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import continuity.cli.terminal.Table;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a run of {@code bench} found, as a table for people and as a JSON file for whoever compares runs. */
public final class Report {

    private static final ObjectMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    private static final String NONE = "—";

    private final Instant startedAt = Instant.now();
    private final List<Figure> figures = new ArrayList<>();
    private final List<Sheet> sheets = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final List<String> missed = new ArrayList<>();

    /**
     * Results that are no single figures.
     *
     * @param rows as wide as the headings
     * @param shown to people too; the file has it anyway
     */
    public record Sheet(String title, List<String> headings, List<List<String>> rows, boolean shown) {}

    public void add(Figure figure) {
        figures.add(figure);
    }

    public void add(Sheet sheet) {
        sheets.add(sheet);
    }

    /** A sentence that a reader of the figures must know. */
    public void note(String sentence) {
        notes.add(sentence);
    }

    /** A bar that was not reached: then the run as a whole has failed. */
    public void miss(String bar) {
        missed.add(bar);
    }

    public List<String> missed() {
        return List.copyOf(missed);
    }

    /** The table, and the notes below it. */
    @Override
    public String toString() {
        var table = new Table("FIGURE", "MEDIAN", "ROUNDS", "FLOOR", "MEDIAN", "TIMES");
        for (var figure : figures) {
            var floor = figure.floor();
            table.add(
                    figure.name(),
                    number(figure.median()) + " " + figure.unit(),
                    rounds(figure.rounds()),
                    floor == null ? NONE : floor.name(),
                    floor == null ? NONE : number(floor.median()) + " " + figure.unit(),
                    times(figure.timesTheFloor()));
        }
        return table
                + sheets.stream().filter(Sheet::shown).map(Report::text).collect(Collectors.joining())
                + notes.stream().map(note -> "\n" + note + "\n").collect(Collectors.joining());
    }

    private static String text(Sheet sheet) {
        var table = new Table(sheet.headings().toArray(String[]::new));
        sheet.rows().forEach(row -> table.add(row.toArray(String[]::new)));
        return "\n" + sheet.title() + "\n\n" + table;
    }

    /** Writes the same, machine and time included, as JSON. */
    public void write(Path file) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            JSON.writeValue(file.toFile(), asTree());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Map<String, Object> asTree() {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("started_at", startedAt.toString());
        tree.put("ended_at", Instant.now().toString());
        tree.put("machine", machine());
        tree.put("figures", figures.stream().map(Report::asTree).toList());
        tree.put("tables", sheets.stream().map(Report::asTree).toList());
        tree.put("notes", notes);
        tree.put("missed", missed);
        return tree;
    }

    private static Map<String, Object> machine() {
        return Map.of(
                "processors", Runtime.getRuntime().availableProcessors(),
                "os", System.getProperty("os.name") + " " + System.getProperty("os.arch"),
                "java", Runtime.version().toString());
    }

    private static Map<String, Object> asTree(Figure figure) {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("name", figure.name());
        tree.put("unit", figure.unit());
        tree.put("median", figure.median());
        tree.put("rounds", figure.rounds());
        var floor = figure.floor();
        if (floor != null) {
            tree.put("floor", Map.of("name", floor.name(), "median", floor.median(), "rounds", floor.rounds()));
        }
        var times = figure.timesTheFloor();
        if (times != null) {
            tree.put("times_the_floor", times);
        }
        return tree;
    }

    private static Map<String, Object> asTree(Sheet sheet) {
        return Map.of("title", sheet.title(), "headings", sheet.headings(), "rows", sheet.rows());
    }

    private static String rounds(List<Double> rounds) {
        return rounds.size() == 1 ? "" : rounds.stream().map(Report::number).collect(Collectors.joining(" "));
    }

    private static String times(@Nullable Double times) {
        return times == null ? NONE : String.format(Locale.ROOT, "%.1f", times);
    }

    private static String number(double number) {
        return String.format(Locale.ROOT, number < 10 ? "%.2f" : number < 100 ? "%.1f" : "%,.0f", number);
    }
}
