package continuity.kit.instances;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import continuity.contracts.Instance;
import continuity.contracts.InstanceStatus;
import continuity.contracts.InstanceType;
import continuity.kit.problem.InstanceNotFound;
import continuity.kit.problem.Unavailable;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.ProcessingException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class InstanceDirectoryTest {

    private static final String ID = "shop-PS-8f4a2b";

    private final Registry registry = new Registry();
    private Duration sinceStart = Duration.ZERO;
    private final InstanceDirectory directory =
            new InstanceDirectory(registry, () -> "Bearer token", () -> sinceStart.toNanos(), Runnable::run);

    @Test
    void asksOnceAMinute() {
        directory.get(ID);
        directory.get(ID);
        assertThat(registry.asked).isEqualTo(1);

        sinceStart = Duration.ofMinutes(2);
        directory.get(ID);

        assertThat(registry.asked).isEqualTo(2);
    }

    @Test
    @Tag("R93")
    void whoWasKnownStaysKnownHoweverLongTheRegistryIsAway() {
        directory.get(ID);
        registry.away = true;

        sinceStart = Duration.ofHours(3);
        directory.get(ID);

        assertThat(directory.get(ID).project()).isEqualTo("shop");
    }

    @Test
    void whoWasNeverKnownIsUnknownUntilTheRegistryAnswers() {
        registry.away = true;
        assertThatThrownBy(() -> directory.get(ID)).isInstanceOf(Unavailable.class);

        registry.away = false;

        assertThat(directory.get(ID).instanceId()).isEqualTo(ID);
    }

    @Test
    void whoTheRegistryHasNoMoreIsForgotten() {
        directory.get(ID);
        registry.empty = true;

        sinceStart = Duration.ofMinutes(2);
        directory.get(ID); // asks again in the background, which here is now

        assertThatThrownBy(() -> directory.get(ID)).isInstanceOf(InstanceNotFound.class);
    }

    @Test
    void whatIsNoIdIsNotAskedFor() {
        assertThatThrownBy(() -> directory.get("../tokens")).isInstanceOf(InstanceNotFound.class);
        assertThat(registry.asked).isZero();
    }

    private static final class Registry implements RegistryClient {

        private int asked;
        private boolean away;
        private boolean empty;

        @Override
        public Instance find(String id, String bearer) {
            asked++;
            if (away) {
                throw new ProcessingException("connection refused");
            }
            if (empty) {
                throw new NotFoundException();
            }
            return instance(id);
        }

        private static Instance instance(String id) {
            return new Instance(
                    id,
                    "shop",
                    InstanceType.PS,
                    "laptop",
                    InstanceStatus.ACTIVE,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    Instant.EPOCH,
                    Instant.EPOCH,
                    1,
                    null,
                    null,
                    null,
                    null);
        }
    }
}
