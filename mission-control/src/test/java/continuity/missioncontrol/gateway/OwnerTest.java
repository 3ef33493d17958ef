package continuity.missioncontrol.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OwnerTest {

    @ParameterizedTest
    @CsvSource({
        "/api/v1/instances, REGISTRY",
        "/api/v1/instances/odin-PS-8f4a2b/heartbeat, REGISTRY",
        "/api/v1/instances/by-machine, REGISTRY",
        "/api/v1/tokens, REGISTRY",
        "/api/v1/tokens/0195510c-1fa0-7abc-8def-0123456789ab, REGISTRY",
        "/api/v1/instances/odin-PS-8f4a2b/context, RESUME",
        "/api/v1/instances/odin-PS-8f4a2b/handoff, RESUME",
        "/api/v1/instances/odin-PS-8f4a2b/context/rebuild, RESUME",
        "/api/v1/resume, RESUME",
        "/api/v1/resume/candidates, RESUME",
        "/api/v1/instances/odin-PS-8f4a2b/events/replay, COMMAND_LOG",
        "/api/v1/instances/odin-PS-8f4a2b/replay, COMMAND_LOG",
        "/api/v1/instances/odin-PS-8f4a2b/aggregates, COMMAND_LOG",
        "/api/v1/instances/odin-PS-8f4a2b/failure-chain, COMMAND_LOG",
        "/api/v1/instances/odin-PS-8f4a2b/export, COMMAND_LOG",
        "/api/v1/commands, COMMAND_LOG",
        "/api/v1/events/types, COMMAND_LOG",
        "/api/v1/snippets, COMMAND_LOG",
        "/api/v1/sanitize, COMMAND_LOG",
        "/api/v1/archive, COMMAND_LOG",
        "/api/v1/archive/restore, COMMAND_LOG",
        "/api/v1/checkpoints/1/diff/2, CHECKPOINT",
    })
    void everyPathHasOneOwner(String path, Owner owner) {
        assertThat(Owner.of(path)).contains(owner);
    }

    @Test
    void aPathOfNobodyHasNone() {
        assertThat(Owner.of("/api/v1/instancesx")).isEmpty();
        assertThat(Owner.of("/api/v1/")).isEmpty();
    }
}
