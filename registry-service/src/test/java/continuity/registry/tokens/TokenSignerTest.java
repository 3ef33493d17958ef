package continuity.registry.tokens;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenSignerTest {

    private static final NewToken TOKEN = new NewToken(
            "id",
            "laptop",
            List.of("agent"),
            List.of("odin"),
            null,
            null,
            Instant.EPOCH,
            Instant.EPOCH.plusSeconds(60));

    @TempDir
    Path dir;

    @Test
    void withoutAKeyTheCureIsTold() {
        assertRefused(Optional.empty());
    }

    @Test
    void anUnusableKeyIsToldToo() throws IOException {
        assertRefused(Optional.of(dir.resolve("missing.pem")));
        assertRefused(Optional.of(Files.writeString(dir.resolve("damaged.pem"), "-----BEGIN PRIVATE KEY-----\n%%\n")));
    }

    private static void assertRefused(Optional<Path> key) {
        assertThatThrownBy(() -> new TokenSigner(key, "continuity").sign(TOKEN))
                .isInstanceOf(TokenRefused.NoSigningKey.class)
                .hasMessageContaining("CONTINUITY_TOKEN_SIGNING_KEY_FILE")
                .hasMessageContaining("OIDC");
    }
}
