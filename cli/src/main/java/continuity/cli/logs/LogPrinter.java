package continuity.cli.logs;

import continuity.cli.terminal.PlainText;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Help.Ansi;

/** Prints records, each line led by the name of its part when there are several, in that part's colour. */
final class LogPrinter {

    private static final List<String> COLOURS = List.of("cyan", "green", "yellow", "magenta", "blue", "red", "white");

    private final PrintWriter out;
    private final List<String> parts;
    private final Ansi ansi;
    private final int width;

    /** @param parts all whose records may come */
    LogPrinter(PrintWriter out, List<String> parts, Ansi ansi) {
        this.out = out;
        this.parts = parts;
        this.ansi = ansi;
        this.width = parts.stream().mapToInt(String::length).max().orElse(0);
    }

    void print(List<LogRecord> records) {
        for (var record : records) {
            var prefix = prefix(record.part());
            record.lines().forEach(line -> out.println(prefix + PlainText.of(line)));
        }
        out.flush();
    }

    private String prefix(String part) {
        if (parts.size() == 1) {
            return "";
        }
        var colour = COLOURS.get(parts.indexOf(part) % COLOURS.size());
        var padded = part + " ".repeat(width - part.length());
        return ansi.string("@|%s %s|@".formatted(colour, padded)) + "  ";
    }
}
