package continuity.cli.terminal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Rows under headings, columns as wide as their widest cell. Cells may come from anywhere: they are made plain. */
public final class Table {

    private static final String GAP = "  ";

    private final List<Row> rows = new ArrayList<>();

    /** @param note empty for none */
    private record Row(List<String> cells, String note) {}

    public Table(String... headings) {
        rows.add(new Row(List.of(headings), ""));
    }

    public void add(String... cells) {
        var headings = rows.getFirst().cells();
        if (cells.length != headings.size()) {
            throw new IllegalArgumentException(cells.length + " cells for the columns " + headings);
        }
        rows.add(new Row(Arrays.stream(cells).map(PlainText::oneLine).toList(), ""));
    }

    /** A line of its own below the last row, from the second column on; it makes no column wider. */
    public void note(String text) {
        rows.add(new Row(rows.removeLast().cells(), PlainText.oneLine(text)));
    }

    /** Every row on a line of its own, the last one ended too; nothing follows the last cell of a row. */
    @Override
    public String toString() {
        var text = new StringBuilder();
        for (var row : rows) {
            var line = new StringBuilder();
            for (var column = 0; column < row.cells().size(); column++) {
                var cell = row.cells().get(column);
                line.append(cell)
                        .append(" ".repeat(width(column) - length(cell)))
                        .append(GAP);
            }
            text.append(line.toString().stripTrailing()).append('\n');
            if (!row.note().isEmpty()) {
                text.append(" ".repeat(width(0))).append(GAP).append(row.note()).append('\n');
            }
        }
        return text.toString();
    }

    private int width(int column) {
        return rows.stream()
                .mapToInt(row -> length(row.cells().get(column)))
                .max()
                .orElse(0);
    }

    private static int length(String cell) {
        return cell.codePointCount(0, cell.length());
    }
}
