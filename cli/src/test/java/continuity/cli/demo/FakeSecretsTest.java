package continuity.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Properties;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FakeSecretsTest {

    private final FakeSecrets secrets = new FakeSecrets(new Random(7));

    @Test
    void everyValueHasItsFormat() throws Exception {
        var formats = new Properties();
        try (var file = FakeSecrets.class.getResourceAsStream("/demo/secrets.properties")) {
            formats.load(file);
        }

        assertThat(formats).hasSize(17);
        formats.forEach((name, format) -> assertThat(secrets.fill("{{%s}}".formatted(name)))
                .as(name.toString())
                .matches(format.toString()));
    }

    @Test
    void aMarkMayAskForACutValue() {
        assertThat(secrets.fill("a {{NPM_TOKEN}} b {{NPM_TOKEN:8}} c"))
                .isEqualTo("a %1$s b %1$.8s c", secrets.fill("{{NPM_TOKEN}}"));
    }

    @Test
    void anUnknownMarkIsAMistake() {
        assertThatThrownBy(() -> secrets.fill("{{NO_SUCH}}")).hasMessageContaining("NO_SUCH");
    }
}
