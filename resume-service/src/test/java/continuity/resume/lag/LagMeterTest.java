package continuity.resume.lag;

import static org.assertj.core.api.Assertions.assertThat;

import continuity.contracts.InstanceId;
import continuity.contracts.InstanceType;
import continuity.kit.security.ServiceToken;
import continuity.resume.RecordsStandIn;
import continuity.resume.RegistryStandIn;
import continuity.resume.commandlog.CommandLogClient;
import continuity.testkit.Backbone;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(value = Backbone.class, initArgs = @ResourceArg(name = "schema", value = "resume"))
@QuarkusTestResource(RegistryStandIn.class)
@QuarkusTestResource(RecordsStandIn.class)
@Tag("R57")
class LagMeterTest {

    private static final InstanceId ID = new InstanceId("shop", InstanceType.PS, "8f4a2b");

    @Inject
    ServiceToken token;

    @Inject
    @RestClient
    CommandLogClient commandLog;

    @Test
    void aBrokerThatIsAwayIsUnknownWithinTheBudget() {
        var nowhere =
                new TopicPositions(Map.of("bootstrap.servers", "127.0.0.1:1"), List.of("continuity.events"), "resume");
        var meter = new LagMeter(nowhere, commandLog, token, new SimpleMeterRegistry());
        RecordsStandIn.tell("/api/v1/instances/%s/events/latest".formatted(ID), "{\"events\":[{\"sequence_num\":7}]}");
        try {
            var begin = System.nanoTime();
            var measured = meter.begin(ID).answer();

            assertThat(measured.unreadRecords()).isNull();
            assertThat(measured.newestEvent()).isEqualTo(7);
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10));
            assertThat(meter.recentlyUnread(ID)).isEmpty();
        } finally {
            nowhere.close();
        }
    }
}
