package continuity.registry.transcripts;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NativeImageTest {

    /** No method's return type shows them to the build, or only as a part of another. */
    @ParameterizedTest
    @ValueSource(classes = {Transcript.class, TranscriptView.class, Message.class})
    void keepsTheFieldsOfWhatIsWrittenUnseen(Class<?> written) {
        assertThat(written).hasAnnotation(RegisterForReflection.class);
    }
}
