package continuity.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.junit.jupiter.api.Test;

class NativeImageTest {

    /** No method's return type shows it to the build. */
    @Test
    void keepsTheFieldsOfAReceipt() {
        assertThat(CheckpointResource.Receipt.class).hasAnnotation(RegisterForReflection.class);
    }
}
