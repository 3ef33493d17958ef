package continuity.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Start, stop, start again: nothing is left behind, nothing is lost. */
@ExtendWith(SharedSystem.class)
class LifeOfTheLauncherIT {

    private final LocalSystem system;
    private final Agent agent;

    LifeOfTheLauncherIT(LocalSystem system) {
        this.system = system;
        this.agent = new Agent(system);
    }

    @Test
    void everythingIsThereAfterAStopAndASecondStart() throws Exception {
        var answer = agent.post("/api/v1/instances", Map.of("project", "restarted", "host_machine", "laptop"));
        var id = Agent.json(answer).path("instance_id").asText();

        system.restart();

        assertThat(agent.get("/api/v1/instances/" + id).path("instance_id").asText())
                .isEqualTo(id);
        var listed = system.run("list");
        assertThat(listed.exitCode()).isZero();
        assertThat(listed.output()).contains(id);
    }
}
