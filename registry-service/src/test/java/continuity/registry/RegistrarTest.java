package continuity.registry;

import static org.assertj.core.api.Assertions.assertThat;

import continuity.contracts.InstanceType;
import continuity.kit.security.Caller;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Inject;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@RegistryTest
class RegistrarTest {

    private static final int REGISTRATIONS = 10_000;
    private static final Caller ADMIN = new Caller("admin", Set.of("admin"), Set.of("*"), null);

    @Inject
    InstanceStore store;

    @Inject
    InstanceMessages messages;

    /** Uses a small part of the range: hundreds of collisions, where three are to be expected. */
    private static final class Crowded extends Random {

        private static final int RANGE = 65_536;

        Crowded() {
            super(1);
        }

        @Override
        public int nextInt(int bound) {
            return super.nextInt(RANGE);
        }
    }

    @Test
    @Tag("R5")
    void tenThousandRegistrationsGiveTenThousandIdsHoweverManyCollide() {
        var registrar = new Registrar(store, messages, new ShortIds(new Crowded()));
        var wanted = new NewInstance(Api.newProject(), InstanceType.PS, null, null, null, null, null, null, null);

        var ids = new HashSet<String>();
        QuarkusTransaction.begin();
        try {
            for (int i = 0; i < REGISTRATIONS; i++) {
                var registered = registrar.register(wanted, ADMIN);
                ids.add(registered.row().instance().instanceId());
            }
        } finally {
            QuarkusTransaction.rollback(); // nobody needs to hear of them
        }

        assertThat(ids).hasSize(REGISTRATIONS);
    }
}
