package continuity.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FooterTest {

    private static final Instant NOW = Instances.REGISTERED_AT.plus(Duration.ofMinutes(72));

    @Test
    @Tag("R64")
    void namesInstanceMachineEpicContextAndHours() {
        var footer = Footer.of(Instances.shown("odin3", 12, "003"), NOW, false);

        assertThat(footer).isEqualTo("Instance: odin-PS-8f4a2b@odin3 | Epic: 003 | Context: 12% | Active: 1.2h");
    }

    @Test
    @Tag("R64")
    @Tag("R100")
    void showsWhatIsUnknownAsUnknown() {
        var footer = Footer.of(Instances.shown(null, null, null), NOW, false);

        assertThat(footer).isEqualTo("Instance: odin-PS-8f4a2b | Epic: — | Context: — | Active: 1.2h");
    }

    @ParameterizedTest(name = "{0} seconds are {1}")
    @CsvSource({"-5, 0.0h", "0, 0.0h", "179, 0.0h", "180, 0.1h", "3600, 1.0h", "360000, 100.0h"})
    @Tag("R64")
    void hoursHaveOneDecimalAndAreNeverNegative(long seconds, String hours) {
        var footer = Footer.of(Instances.shown("odin3", 1, null), Instances.REGISTERED_AT.plusSeconds(seconds), false);

        assertThat(footer).endsWith("Active: " + hours);
    }

    @Test
    @Tag("R64")
    void hoursEndWithTheLastSignOfLife() {
        var footer = Footer.of(Instances.closed(1), NOW, false);

        assertThat(footer).endsWith("Active: 0.0h");
    }

    @Test
    @Tag("R65")
    void saysHowToRestoreAboveThirtyPercentOnly() {
        assertThat(Footer.of(Instances.shown("odin3", 30, null), NOW, false)).doesNotContain("resume");
        assertThat(Footer.of(Instances.shown("odin3", 31, null), NOW, false))
                .endsWith("\n[Use \"resume odin-PS-8f4a2b\" to restore this session]");
    }

    @Test
    @Tag("R65")
    void saysHowToRestoreWhenAsked() {
        assertThat(Footer.of(Instances.shown("odin3", null, null), NOW, true))
                .endsWith("\n[Use \"resume odin-PS-8f4a2b\" to restore this session]");
    }
}
