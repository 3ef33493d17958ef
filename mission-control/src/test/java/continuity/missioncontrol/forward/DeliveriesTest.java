package continuity.missioncontrol.forward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import continuity.contracts.Uuid7;
import continuity.kit.json.JsonConvention;
import continuity.kit.problem.Unavailable;
import continuity.kit.security.Caller;
import continuity.missioncontrol.claudecode.ClaudeCodeTranslation;
import continuity.missioncontrol.delivery.Delivery;
import continuity.missioncontrol.delivery.Links;
import continuity.missioncontrol.delivery.Outgoing;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.configuration.MemorySize;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From the journal to the services and across restarts, with real files; only the services are played. */
class DeliveriesTest {

    private static final Caller CALLER = new Caller("agent@laptop", Set.of("agent"), Set.of("shop"), "laptop");

    @TempDir
    Path directory;

    private final Services services = new Services();
    private final List<Deliveries> started = new ArrayList<>();
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final HookCounts counts = new HookCounts();

    /** Takes every prompt down, except where told otherwise. */
    private static final class Services implements RecordSender {

        final List<String> taken = new CopyOnWriteArrayList<>();
        final Set<String> awayFor = ConcurrentHashMap.newKeySet();
        final Set<String> refused = ConcurrentHashMap.newKeySet();
        volatile boolean superseded;
        final Semaphore answers = new Semaphore(1_000);

        @Override
        public void send(Delivery hook, Outgoing record) {
            if (awayFor.contains(hook.sessionId())) {
                throw new Unavailable("The command log", new IllegalStateException("played"));
            }
            if (superseded && record instanceof Outgoing.Heartbeat) {
                throw new Refused("a heartbeat", 409, "instance_superseded", "");
            }
            if (record instanceof Outgoing.EmitEvent event) {
                answers.acquireUninterruptibly();
                var text = String.valueOf(event.eventData().get("text"));
                if (refused.contains(text)) {
                    throw new Refused("an event", 422, "validation_failed", "");
                }
                taken.add(text);
            }
        }
    }

    private record Config(Path dir, MemorySize segmentSize, MemorySize maxSize) implements JournalConfig {}

    private record Patience(
            Duration firstRetry,
            Duration longestRetry,
            Duration patience,
            Duration heartbeatEvery,
            Duration heartbeatOldest)
            implements ForwardConfig {}

    private Deliveries start() {
        var patience = new Patience(
                Duration.ofMillis(5),
                Duration.ofMillis(20),
                Duration.ofMillis(200),
                Duration.ofSeconds(15),
                Duration.ofMinutes(1));
        var json = JsonMapper.builder().addModule(new JavaTimeModule()).build();
        new JsonConvention().customize(json);
        var size = new MemorySize(BigInteger.valueOf(2_000));
        var deliveries = new Deliveries(
                new Config(directory, size, new MemorySize(BigInteger.valueOf(1_000_000))),
                new Forwarder(services, patience, metrics, counts),
                json,
                metrics);
        started.add(deliveries);
        return deliveries;
    }

    private static void stop(Deliveries deliveries) {
        deliveries.stop(new ShutdownEvent());
    }

    @AfterEach
    void stopAll() {
        started.forEach(DeliveriesTest::stop);
    }

    private static Delivery prompt(String session, String text) {
        var now = Instant.now();
        return new Delivery(
                Uuid7.at(now),
                now,
                ClaudeCodeTranslation.CLIENT,
                session,
                "UserPromptSubmit",
                "laptop",
                null,
                null,
                null,
                CALLER,
                Links.NONE,
                Map.of("prompt", text));
    }

    private void awaitTaken(String... texts) {
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(services.taken).containsExactly(texts));
    }

    @Test
    @Tag("R92")
    void whatWasNotDeliveredBeforeAStopIsDeliveredAfterIt() {
        // given a command log that is away
        services.awayFor.add("s");
        var first = start();
        for (var text : List.of("a", "b", "c", "d")) {
            first.accept(prompt("s", text)).join();
        }
        stop(first);

        // when it is back, and so are we
        services.awayFor.clear();
        var past = new ArrayList<String>();
        start().resume(hook -> past.add(String.valueOf(hook.body().get("prompt"))));

        // then
        awaitTaken("a", "b", "c", "d");
        assertThat(past).containsExactly("a", "b", "c", "d");
    }

    @Test
    @Tag("R92")
    void aStopInTheMiddleOfADeliveryLosesNothingOfWhatWaitsBehindIt() throws Exception {
        // given a command log that takes its time
        services.answers.drainPermits();
        var first = start();
        for (var text : List.of("a", "b", "c")) {
            first.accept(prompt("s", text)).join();
        }
        await().until(services.answers::hasQueuedThreads);

        // when we are told to stop, and only then it answers
        var stopping = Thread.ofPlatform().start(() -> stop(first));
        await().until(() -> stopping.getState() == Thread.State.TIMED_WAITING);
        services.answers.release(1_000);
        stopping.join();
        start().resume(hook -> {});

        // then
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(services.taken).contains("a", "b", "c"));
    }

    @Test
    void whatWasDeliveredIsNotDeliveredAgainButStillRemembered() {
        var first = start();
        first.accept(prompt("s", "a")).join();
        awaitTaken("a");
        await().until(() -> metrics.get("continuity.journal.depth").gauge().value() == 0);
        stop(first);

        var past = new ArrayList<String>();
        var second = start();
        second.resume(hook -> past.add(String.valueOf(hook.body().get("prompt"))));
        second.accept(prompt("s", "b")).join();

        awaitTaken("a", "b");
        assertThat(past).containsExactly("a");
    }

    @Test
    @Tag("R24")
    void aSessionWaitsOnlyForItself() {
        services.awayFor.add("stuck");
        var deliveries = start();
        deliveries.accept(prompt("stuck", "one")).join();
        deliveries.accept(prompt("stuck", "two")).join();
        deliveries.accept(prompt("free", "three")).join();

        awaitTaken("three");
        services.awayFor.clear();
        awaitTaken("three", "one", "two");
    }

    @Test
    void aRefusedRecordIsCountedAndPassedOver() {
        services.refused.add("bad");
        var deliveries = start();
        for (var text : List.of("a", "bad", "b")) {
            deliveries.accept(prompt("s", text)).join();
        }

        awaitTaken("a", "b");
        assertThat(counted("refused")).isEqualTo(1);
    }

    @Test
    @Tag("R16")
    void aSignOfASessionWhoseWorkOthersGoOnWithIsNoLossOfTheHook() {
        services.superseded = true;

        start().accept(prompt("s", "a")).join();

        awaitTaken("a");
        await().untilAsserted(() -> {
            assertThat(counted("superseded")).isEqualTo(1);
            assertThat(counts.of("s")).containsEntry("stored", 1L).containsEntry("dropped", 0L);
        });
        assertThat(metrics.find("continuity.forward").tag("outcome", "refused").counter())
                .isNull();
    }

    private double counted(String outcome) {
        return metrics.get("continuity.forward").tag("outcome", outcome).counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    @Test
    void aHookThatIsStillTooLargeIsKeptWithoutItsLargestParts() {
        var text = "x".repeat(2_000);
        var input = new LinkedHashMap<String, Object>();
        for (var i = 0; i < 800; i++) {
            input.put("field" + i, text);
        }
        var huge = prompt("s", "kept").withBody(Map.of("prompt", "kept", "tool_input", input));

        start().accept(huge).join();

        awaitTaken("kept");
    }
}
