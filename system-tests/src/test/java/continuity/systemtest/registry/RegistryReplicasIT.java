package continuity.systemtest.registry;

import static org.assertj.core.api.Assertions.assertThat;

import continuity.systemtest.ServiceCluster;
import continuity.systemtest.registry.RegistryReplicas.Load;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Three registries work side by side, and one is killed. */
@ResourceLock(ServiceCluster.NAME)
class RegistryReplicasIT {

    private static final Load SHORT = new Load(Duration.ofSeconds(15), 200, 800, Duration.ofSeconds(5));

    @Test
    @Tag("R12")
    @Tag("R14")
    void everyHeartbeatIsAnsweredAndEverySilenceIsToldOnceThoughARegistryDies() throws Exception {
        var load = Boolean.getBoolean("long") ? Load.FULL : SHORT;

        var result = RegistryReplicas.run(ServiceCluster.directory("replicas"), load);

        System.out.println(result);
        assertThat(result.unanswered()).isZero();
        assertThat(result.accepted() + result.refusedInAll()).isEqualTo(load.beats());
        assertThat(result.refused().keySet()).as("how senders were told").isSubsetOf("connection error", "status 503");
        assertThat(result.refusedInAll()).as("each agent finds out once").isLessThan(load.instances());
        assertThat(result.forgotten()).isEmpty();
        assertThat(result.calledDead()).isEmpty();
        assertThat(result.listedActive()).isBetween(result.active(), (long) load.instances());
        assertThat(result.staleMessages()).hasSize(RegistryReplicas.SILENT);
        assertThat(result.staleMessages().values()).containsOnly(1);
    }
}
