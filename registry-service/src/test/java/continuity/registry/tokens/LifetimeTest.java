package continuity.registry.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LifetimeTest {

    @ParameterizedTest
    @CsvSource({"90d, P90D", "12h, PT12H", "30m, PT30M", "P90D, P90D", "PT1M, PT1M", "366d, P366D"})
    void isReadInBothForms(String text, Duration ttl) {
        assertThat(Lifetime.parse(text)).contains(ttl);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "90", "d", "90 d", "-1d", "0d", "59s", "PT59S", "P-1D", "367d", "P367D", "999999d", "P1Y"})
    void isRefusedOutOfItsBounds(String text) {
        assertThat(Lifetime.parse(text)).isEmpty();
    }
}
