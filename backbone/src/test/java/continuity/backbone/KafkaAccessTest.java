package continuity.backbone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TopicDeletionDisabledException;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.security.plain.PlainLoginModule;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The closed broker: who gets in, and what each may do there. */
class KafkaAccessTest {

    private static final String EVENTS = "continuity.events";
    private static final String COMMANDS = "continuity.commands";
    private static final Duration POLL = Duration.ofMillis(200);

    @TempDir
    Path dir;

    private final KafkaPorts ports = KafkaPorts.free();

    private @Nullable KafkaBroker broker;

    @AfterEach
    void stop() {
        if (broker != null) {
            broker.close();
        }
    }

    /** Stops the one that runs and starts one on the same data. */
    private void start(Map<String, String> passwords) {
        stop();
        broker = KafkaBroker.start(dir, ports, passwords);
    }

    @Test
    void usersDoWhatTheTopicsGrantThemAndNothingElse() throws Exception {
        start(passwords("first"));
        var commandLog = client("command-log", "first");
        var resume = client("resume", "first");

        send(commandLog, EVENTS);
        send(resume, EVENTS + ".dlq");
        assertThat(read(resume, EVENTS, "resume")).isEqualTo(1);
        assertThat(read(client("mission-control", "first"), EVENTS, "mission-control.live"))
                .isEqualTo(1);

        assertRefused(resume, COMMANDS);
        assertRefused(client("mission-control", "first"), EVENTS + ".dlq");
        assertThatThrownBy(() -> read(client("registry", "first"), EVENTS, "registry"))
                .isInstanceOf(TopicAuthorizationException.class);
        assertThatThrownBy(() -> read(resume, EVENTS, "command-log")).isInstanceOf(GroupAuthorizationException.class);
    }

    @Test
    void theCommandLogTrimsItsTopicAndDeletesNoTopic() throws Exception {
        start(passwords("first"));
        var commandLog = client("command-log", "first");
        send(commandLog, COMMANDS);
        assertThat(read(client("resume", "first"), COMMANDS, "resume")).isEqualTo(1);

        try (var admin = Admin.create(commandLog)) {
            assertThat(admin.listConsumerGroupOffsets("resume")
                            .partitionsToOffsetAndMetadata()
                            .get())
                    .isNotNull();
            admin.deleteRecords(all(COMMANDS)).all().get();
            assertThatThrownBy(() -> admin.deleteRecords(all(EVENTS)).all().get())
                    .hasCauseInstanceOf(TopicAuthorizationException.class);
            assertThatThrownBy(() -> admin.deleteTopics(List.of(COMMANDS)).all().get())
                    .hasCauseInstanceOf(TopicDeletionDisabledException.class);
        }
        try (var admin = Admin.create(client("resume", "first"))) {
            assertThatThrownBy(() -> admin.deleteRecords(all(COMMANDS)).all().get())
                    .hasCauseInstanceOf(TopicAuthorizationException.class);
            assertThatThrownBy(() -> admin.listConsumerGroupOffsets("command-log")
                            .partitionsToOffsetAndMetadata()
                            .get())
                    .hasCauseInstanceOf(GroupAuthorizationException.class);
        }
        assertThat(read(client("resume", "first"), COMMANDS, "resume.again")).isZero();
    }

    /** Up to the end. */
    private static Map<TopicPartition, RecordsToDelete> all(String topic) {
        return IntStream.range(0, 12)
                .mapToObj(partition -> new TopicPartition(topic, partition))
                .collect(Collectors.toMap(partition -> partition, _ -> RecordsToDelete.beforeOffset(-1)));
    }

    @Test
    void nobodyComesInWithoutTheRightPasswordAtAnyPort() {
        start(passwords("first"));
        assertThat(topics(client("admin", "first"))).contains(EVENTS);

        assertThatThrownBy(() -> topics(client("admin", "wrong"))).isInstanceOf(SaslAuthenticationException.class);
        assertThatThrownBy(() -> topics(anonymous(ports.clientsAddress()))).isInstanceOf(TimeoutException.class);
        assertThatThrownBy(() -> topics(plain(login("admin", "first"), ports.clientsAddress())))
                .hasMessageContaining("PLAIN");

        assertThatThrownBy(() -> topics(anonymous(ports.brokerAddress()))).isInstanceOf(TimeoutException.class);
        assertThatThrownBy(() -> topics(plain(login("admin", "wrong"), ports.brokerAddress())))
                .isInstanceOf(SaslAuthenticationException.class);
        assertThatThrownBy(() -> topics(plain(login("resume", "first"), ports.brokerAddress())))
                .as("that door is the super user's")
                .isInstanceOf(SaslAuthenticationException.class);

        assertThat(controller(plain(login("admin", "first")))).isEqualTo(1);
        assertThatThrownBy(() -> controller(Map.of())).isInstanceOf(TimeoutException.class);
        assertThatThrownBy(() -> controller(plain(login("admin", "wrong"))))
                .isInstanceOf(SaslAuthenticationException.class);
    }

    @Test
    void dataOfAnOpenBrokerIsClosedAndStillReadable() throws Exception {
        start(Map.of());
        send(anonymous(ports.clientsAddress()), EVENTS);

        start(passwords("first"));
        assertThat(read(client("resume", "first"), EVENTS, "resume")).isEqualTo(1);
        assertThatThrownBy(() -> topics(anonymous(ports.clientsAddress()))).isInstanceOf(TimeoutException.class);
    }

    @Test
    void newPasswordsReplaceLostOnes() throws Exception {
        start(passwords("lost"));
        send(client("command-log", "lost"), EVENTS);

        start(passwords("found"));
        assertThat(read(client("resume", "found"), EVENTS, "resume")).isEqualTo(1);
        assertThatThrownBy(() -> topics(client("resume", "lost"))).isInstanceOf(SaslAuthenticationException.class);
        assertThatThrownBy(() -> topics(client("admin", "lost"))).isInstanceOf(SaslAuthenticationException.class);
    }

    @Test
    void rightsOfOursAreAsDefinedAfterAStartAndAnalyticsUsersStay() throws Exception {
        var grafana = login("grafana", "analytics");
        start(passwords("first"));
        try (var users = AnalyticsUsers.of(ports.clientsAddress(), login("admin", "first"));
                var admin = Admin.create(client("admin", "first"))) {
            users.create(grafana);
            admin.createAcls(List.of(mayWriteCommands("resume"))).all().get();
        }

        start(passwords("first"));

        assertRefused(client("resume", "first"), COMMANDS);
        assertThat(read(client(grafana), EVENTS, "grafana")).isZero();
    }

    @Test
    void analyticsUserReadsAndCannotWriteUntilItIsRemoved() throws Exception {
        start(passwords("first"));
        send(client("command-log", "first"), EVENTS);
        var grafana = login("grafana", "analytics");
        try (var users = AnalyticsUsers.of(ports.clientsAddress(), login("admin", "first"))) {
            users.create(grafana);
            await().until(() -> users.names().equals(Set.of("grafana")));

            assertThat(read(client(grafana), EVENTS, "grafana.hourly")).isEqualTo(1);
            assertRefused(client(grafana), EVENTS);
            assertThatThrownBy(() -> read(client(grafana), EVENTS + ".dlq", "grafana"))
                    .isInstanceOf(TopicAuthorizationException.class);
            assertThatThrownBy(() -> read(client(grafana), EVENTS, "resume"))
                    .isInstanceOf(GroupAuthorizationException.class);

            users.remove("grafana");
            await().until(() -> users.names().isEmpty());

            assertThatThrownBy(() -> topics(client(grafana))).isInstanceOf(SaslAuthenticationException.class);
        }
    }

    @Test
    void usersOfOursAreNoAnalyticsUsers() {
        start(passwords("first"));
        try (var users = AnalyticsUsers.of(ports.clientsAddress(), login("admin", "first"))) {
            assertThatThrownBy(() -> users.create(login("resume", "mine"))).hasMessageContaining("resume");
            assertThatThrownBy(() -> users.remove("admin")).hasMessageContaining("admin");
            assertThat(users.names()).isEmpty();
        }
    }

    @Test
    void noPasswordIsWrittenWhereTheDataIs() throws Exception {
        start(passwords("first"));
        stop();

        try (var files = Files.walk(dir)) {
            assertThat(files.filter(Files::isRegularFile))
                    .noneMatch(file -> contains(file, login("admin", "first").password()));
        }
    }

    private static boolean contains(Path file, String text) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1).contains(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, String> passwords(String generation) {
        return KafkaBroker.users().stream()
                .collect(Collectors.toMap(
                        user -> user, user -> login(user, generation).password()));
    }

    private static KafkaLogin login(String user, String generation) {
        return new KafkaLogin(user, generation + "-password-of-" + user);
    }

    private Map<String, Object> client(String user, String generation) {
        return client(login(user, generation));
    }

    private Map<String, Object> client(KafkaLogin login) {
        return new BrokerSettings(dir, ports).client(login);
    }

    private static Map<String, Object> anonymous(String broker) {
        return impatient(Map.of(), AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, broker);
    }

    private static Map<String, Object> plain(KafkaLogin login, String broker) {
        return impatient(plain(login), AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, broker);
    }

    private static Map<String, String> plain(KafkaLogin login) {
        var settings = new HashMap<>(login.clientSettings());
        settings.put(SaslConfigs.SASL_MECHANISM, "PLAIN");
        settings.put(SaslConfigs.SASL_JAAS_CONFIG, login.jaas(PlainLoginModule.class, ""));
        return settings;
    }

    /** Whoever is not understood gets no answer at all. */
    private static Map<String, Object> impatient(Map<String, String> login, String address, String value) {
        var settings = new HashMap<String, Object>(login);
        settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 3000);
        settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 3000);
        settings.put(address, value);
        return settings;
    }

    private static Set<String> topics(Map<String, Object> client) {
        try (var admin = Admin.create(client)) {
            return Awaited.result(admin.listTopics().names());
        }
    }

    private int controller(Map<String, String> login) {
        var client = impatient(login, AdminClientConfig.BOOTSTRAP_CONTROLLERS_CONFIG, ports.controllerAddress());
        try (var admin = Admin.create(client)) {
            return Awaited.result(admin.describeMetadataQuorum().quorumInfo()).leaderId();
        }
    }

    private static void send(Map<String, Object> client, String topic) throws Exception {
        try (var producer = new KafkaProducer<>(client, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(topic, "odin-PS-8f4a2b", "a record"))
                    .get();
        }
    }

    /**
     * The topic is refused; or, to whoever may write nowhere, being an idempotent producer, which the client may learn
     * before it sends.
     */
    private static void assertRefused(Map<String, Object> client, String topic) {
        assertThatThrownBy(() -> send(client, topic)).hasCauseInstanceOf(AuthorizationException.class);
    }

    /** How many records a consumer of {@code group} finds, to the end of the topic. */
    private static int read(Map<String, Object> client, String topic, String group) {
        var settings = new HashMap<>(client);
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of(topic));
            var found = 0;
            do {
                found += consumer.poll(POLL).count();
            } while (consumer.assignment().isEmpty() || !atEnd(consumer));
            consumer.commitSync();
            return found;
        }
    }

    private static boolean atEnd(KafkaConsumer<String, String> consumer) {
        var ends = consumer.endOffsets(consumer.assignment());
        return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    private static AclBinding mayWriteCommands(String user) {
        return new AclBinding(
                new ResourcePattern(ResourceType.TOPIC, COMMANDS, PatternType.LITERAL),
                new AccessControlEntry("User:" + user, "*", AclOperation.WRITE, AclPermissionType.ALLOW));
    }
}
