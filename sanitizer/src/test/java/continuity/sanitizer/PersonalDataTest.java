package continuity.sanitizer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PersonalDataTest {

    private static final Sanitizer PLAIN = Sanitizer.withKey(new byte[] {1});
    private static final Sanitizer SANITIZER = PLAIN.withPersonalData();

    @ParameterizedTest
    @CsvSource({
        "write to eve.miller@acme.io today,email",
        "call +49 30 901820 now,phone",
        "card 4111 1111 1111 1111 expires,card_number",
        "pay to DE89370400440532013000 please,account_number"
    })
    void goesOnlyOnDemand(String text, String type) {
        assertThat(PLAIN.text(text)).isEqualTo(text);
        assertThat(SANITIZER.text(text)).contains("[REDACTED:" + type + "#");
        assertThat(SANITIZER.text(SANITIZER.text(text))).isEqualTo(SANITIZER.text(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "git@github.com:acme/shop.git",
                "bob@example.com",
                "odin-PS-8f4a2b@odin3",
                "2026-11-20T09:45:13.376Z",
                "4711 4712 4713 4714",
                "1763761273123456",
                "10.0.0.1 +12 -7",
                "@babel/core@7.1.0"
            })
    void whatOnlyLooksLikeItStays(String text) {
        assertThat(SANITIZER.text(text)).isEqualTo(text);
    }
}
