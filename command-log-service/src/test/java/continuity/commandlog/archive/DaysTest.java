package continuity.commandlog.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import continuity.kit.problem.InvalidInput;
import jakarta.ws.rs.BadRequestException;
import java.time.LocalDate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("R94")
class DaysTest {

    private static final JsonMapper JSON = new JsonMapper();

    @Test
    void bothEndsAreIncludedAndOneDayIsEnough() {
        var days = Days.read("{\"from\":\"2026-08-10\",\"to\":\"2026-08-12\"}", JSON);

        assertThat(days.contain(LocalDate.of(2026, 8, 10))).isTrue();
        assertThat(days.contain(LocalDate.of(2026, 8, 12))).isTrue();
        assertThat(days.contain(LocalDate.of(2026, 8, 13))).isFalse();
        assertThat(Days.read("{\"from\":\"2026-08-10\"}", JSON).toString()).isEqualTo("2026-08-10");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-08-10, 2026-08-16, 1",
        "2026-08-16, 2026-08-17, 2",
        "2026-12-31, 2027-01-01, 1",
        "2026-01-01, 2026-12-31, 53"
    })
    void theyLieInWholeWeeks(LocalDate from, LocalDate to, int weeks) {
        assertThat(new Days(from, to).weeks()).hasSize(weeks);
    }

    @ParameterizedTest
    @CsvSource({"2026-08-10, 2026-W33", "2027-01-01, 2026-W53", "2027-01-04, 2027-W01"})
    void aWeekIsNamedAsTheCalendarNamesIt(LocalDate day, String name) {
        assertThat(Week.of(day)).hasToString(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "{\"from\":20260810}",
                "{\"from\":\"../../etc/passwd\"}",
                "{\"from\":\"2026-08-10/..\"}",
                "{\"from\":\"2026-02-30\"}",
                "{\"from\":\"0001-01-01\"}",
                "{\"from\":\"+12026-08-10\"}",
                "{\"from\":\"2026-08-10\",\"to\":\"x\"}",
                "{\"from\":\"2026-08-10\",\"to\":\"2026-08-09\"}",
                "{\"from\":\"2026-08-10\",\"to\":\"2027-08-11\"}",
            })
    void whatIsNoDayIsRefused(String body) {
        assertThatThrownBy(() -> Days.read(body, JSON)).isInstanceOf(InvalidInput.class);
    }

    @Test
    void whatIsNoJsonIsRefused() {
        assertThatThrownBy(() -> Days.read("2026-08-10", JSON)).isInstanceOf(BadRequestException.class);
    }
}
