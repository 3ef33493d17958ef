package continuity.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TableTest {

    @Test
    void columnsAreAsWideAsTheirWidestCellAndNothingFollowsTheLast() {
        var table = new Table("INSTANCE", "EPIC", "AGE");
        table.add("odin-PS-8f4a2b", "—", "40 s");
        table.add("a-PS-000001", "007-A", "");

        assertThat(table).hasToString("""
                INSTANCE        EPIC   AGE
                odin-PS-8f4a2b  —      40 s
                a-PS-000001     007-A
                """);
    }

    @Test
    void aNoteStandsBelowItsRowFromTheSecondColumnOn() {
        var table = new Table("N", "AGE");
        table.add("1", "40 s");
        table.note("  longer than\n any cell");
        table.add("10", "2 min");

        assertThat(table).hasToString("""
                N   AGE
                1   40 s
                    longer than any cell
                10  2 min
                """);
    }

    @Test
    void aCellCannotBreakItsLineOrPaintTheScreen() {
        var table = new Table("DIRECTORY");
        table.add("/srv\n\u001b[2J\u001b[31m/odin\u0007");

        assertThat(table).hasToString("DIRECTORY\n/srv /odin\n");
    }

    @Test
    void aRowNeedsACellForEachColumn() {
        var table = new Table("A", "B");

        assertThatThrownBy(() -> table.add("1")).isInstanceOf(IllegalArgumentException.class);
    }
}
