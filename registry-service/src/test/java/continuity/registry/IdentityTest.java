package continuity.registry;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import continuity.contracts.Machine;
import continuity.contracts.MachineChanged;
import continuity.contracts.Topics;
import continuity.kit.kafka.MessagePublisher;
import continuity.kit.kafka.OutgoingMessage;
import continuity.testkit.TestTokens;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Who an agent is and where; the machines come from their topic, as the power-service will tell them. */
@RegistryTest
@Tag("R109")
class IdentityTest {

    @Inject
    MessagePublisher publisher;

    private final String machine = newMachine();

    private static String newMachine() {
        return "m" + UUID.randomUUID();
    }

    private void tell(String name, String role, long revision, boolean removed, String... responsibilities) {
        var row = new Machine(name, role, "linux", "online", List.of(responsibilities));
        var change = new MachineChanged(row, revision, removed, Instant.now());
        publisher.sendAndWait(List.of(
                new OutgoingMessage(Topics.MACHINES, name, UUID.randomUUID().toString(), change)));
    }

    private static ValidatableResponse identity(String id) {
        return Api.asAdmin().get("/api/v1/instances/{id}/identity", id).then().statusCode(200);
    }

    @Test
    void anAgentLearnsTheRoleAndTheDutiesOfItsMachine() {
        var id = Api.registered(Api.newProject(), machine);
        identity(id).body("machine.name", equalTo(machine)).body("machine.role", nullValue());

        tell(machine, "worker", 2, false, "pull, do not push");
        tell(machine, "hub", 1, false); // an older message that comes late

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> identity(id)
                        .body("machine.role", equalTo("worker"))
                        .body("machine.responsibilities", contains("pull, do not push")));
    }

    @Test
    void itLearnsWhoElseIsInTheFleet() {
        var other = "a" + newMachine();
        var id = Api.registered(Api.newProject(), machine);
        var project = Api.newProject();
        Api.registered(project, other);

        identity(id).body("fleet.name", not(hasItem(machine)));
        identity(id).body("fleet.find { it.name == '%s' }.active".formatted(other), equalTo(1));
        tell(other, "hub", 1, false);
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> identity(id)
                        .body("fleet.find { it.name == '%s' }.role".formatted(other), equalTo("hub"))
                        .body("fleet.find { it.name == '%s' }.power_state".formatted(other), equalTo("online")));

        tell(other, "hub", 2, true);
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () -> identity(id).body("fleet.find { it.name == '%s' }.role".formatted(other), nullValue()));
    }

    @Test
    void withoutAKnownMachineThereAreNoDuties() {
        var id = Api.registered(Api.newProject());

        identity(id).body("machine", nullValue()).body("instance_id", equalTo(id));
    }

    @Test
    @Tag("R88")
    void outsideTheScopeThereIsNothingToLearn() {
        var id = Api.registered(Api.newProject(), machine);
        var agent = TestTokens.agent("another-project", "laptop");

        Api.as(agent).get("/api/v1/instances/{id}/identity", id).then().statusCode(404);
    }
}
