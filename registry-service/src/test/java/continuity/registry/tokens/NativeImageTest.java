package continuity.registry.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NativeImageTest {

    /** No method's return type shows them to the build. */
    @ParameterizedTest
    @ValueSource(classes = {TokenResource.Shown.class, AccessToken.class})
    void keepsTheFieldsOfWhatIsWrittenUnseen(Class<?> written) {
        assertThat(written).hasAnnotation(RegisterForReflection.class);
    }
}
