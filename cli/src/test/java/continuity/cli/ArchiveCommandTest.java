package continuity.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code archive} as a user types it, against a stand-in for the REST API. */
@Tag("R94")
class ArchiveCommandTest extends CommandTest {

    @BeforeEach
    void prepare() throws IOException {
        Files.writeString(data.resolve("operator-token"), "operator's\n");
    }

    @Test
    void listShowsEachWeek() {
        api.answers("GET /api/v1/archive", 200, """
                {"weeks":[{"week":"2026-W33","first_day":"2026-08-10","written_at":"2026-11-16T03:00:00Z",
                 "bytes":1200000,"in_database":false,"files":[
                 {"table":"commands","rows":40},{"table":"commands","rows":2},{"table":"events","rows":7}]}]}""");

        assertThat(run("archive", "list")).isZero();

        assertThat(out).hasToString("""
                WEEK      FROM        COMMANDS  EVENTS  SIZE  WRITTEN     IN DATABASE
                2026-W33  2026-08-10  42        7       1 MB  2026-11-16  no
                """);
        assertThat(api.asked().getFirst().authorization()).isEqualTo("Bearer operator's");
    }

    @Test
    void aWeekWithADamagedManifestIsListedWithThatProblem() {
        api.answers("GET /api/v1/archive", 200, """
                {"weeks":[{"week":"2026-W33","first_day":"2026-08-10","written_at":null,"bytes":0,"in_database":true,
                 "files":[],"problem":"The file 2026-W33.json is damaged"}]}""");

        assertThat(run("archive", "list")).isEqualTo(1);

        assertThat(out.toString()).contains("yes: The file 2026-W33.json is damaged");
    }

    @Test
    void aDryRunShowsWhatWouldLeave() {
        api.answers("POST /api/v1/archive/run", 200, """
                {"dry_run":true,"weeks":[{"week":"2026-W33","first_day":"2026-08-10","commands":42,"events":7,
                 "table_bytes":9000000,"bytes":0,"dropped":false,"problem":null}]}""");

        assertThat(run("archive", "run", "--dry-run")).isZero();

        assertThat(api.asked().getFirst().body()).isEqualTo("{\"dry_run\":true}");
        assertThat(out.toString()).contains("2026-W33", "9 MB", "would be");
    }

    @Test
    void aWeekThatStaysIsAFailureWithItsReason() {
        api.answers("POST /api/v1/archive/run", 200, """
                {"dry_run":false,"weeks":[{"week":"2026-W33","first_day":"2026-08-10","commands":42,"events":7,
                 "table_bytes":9000000,"bytes":0,"dropped":false,"problem":"The file x is damaged"}]}""");

        assertThat(run("archive", "run")).isEqualTo(1);

        assertThat(out.toString()).contains("no: The file x is damaged");
    }

    @Test
    void whatTakesLongGoesOnByItself() {
        api.answers("POST /api/v1/archive/run", 202, "{\"status\":\"running\"}");

        assertThat(run("archive", "run")).isZero();

        assertThat(out.toString()).contains("goes on by itself");
    }

    @Test
    void restoreTakesADayOrTwoEnds() {
        api.answers("POST /api/v1/archive/restore", 200, """
                {"from":"2026-08-10","to":"2026-08-12","restored_commands":42,"restored_events":7,"skipped":1,
                 "kept_until":"2026-11-28T10:00:00Z"}""");

        assertThat(run("archive", "restore", "2026-08-10..2026-08-12")).isZero();
        assertThat(run("archive", "restore", "2026-08-10")).isZero();

        assertThat(api.asked())
                .extracting(FakeApi.Asked::body)
                .containsExactly(
                        "{\"from\":\"2026-08-10\",\"to\":\"2026-08-12\"}",
                        "{\"from\":\"2026-08-10\",\"to\":\"2026-08-10\"}");
        assertThat(out.toString())
                .contains("42 commands and 7 events are back, until 2026-11-28 at least; 1 were there already");
    }

    @ParameterizedTest
    @ValueSource(strings = {"yesterday", "2026-08-10..", "2026-08-10 2026-08-12", "../2026-08-10"})
    void whatIsNoDayIsNotAskedFor(String days) {
        assertThat(run("archive", "restore", days)).isEqualTo(2);

        assertThat(api.asked()).isEmpty();
    }

    @Test
    void aRefusalComesWithTheWayOut() {
        api.answers("POST /api/v1/archive/restore", 404, """
                {"status":404,"code":"not_archived","detail":"The archive has nothing of 2026-08-10"}""");

        assertThat(run("archive", "restore", "2026-08-10")).isEqualTo(1);

        assertThat(err.toString()).contains("nothing of 2026-08-10. ./continuity archive list");
    }
}
