package continuity.systemtest.registry;

import static org.assertj.core.api.Assertions.assertThat;

import continuity.systemtest.ServiceCluster;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The answers of a registry with many instances; how long they take is printed, and judged by nobody here. */
@ResourceLock(ServiceCluster.NAME)
class RegistryAtScaleIT {

    /** {@code -Dregistry.scale} makes it the real thing. */
    private static final boolean FULL = Boolean.getBoolean("registry.scale");

    private static final int INSTANCES = FULL ? RegistryAtScale.INSTANCES : 5_000;
    private static final int ROUNDS = FULL ? RegistryAtScale.ROUNDS : 3;

    @Test
    @Tag("R17")
    void aListOfAllGivesEveryInstanceOnceHoweverManyPagesItTakes() throws Exception {
        var result = RegistryAtScale.run(ServiceCluster.directory("scale"), INSTANCES, ROUNDS);

        System.out.println(result);
        assertThat(result.total()).containsExactly((long) INSTANCES);
        assertThat(result.walked()).hasSize(INSTANCES).doesNotHaveDuplicates();
    }
}
